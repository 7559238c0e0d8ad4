import { randomBytes } from 'node:crypto';
import { beforeEach, expect, it } from 'vitest';
import { Nonces } from '../../../../src/sip/auth/nonces.ts';
import { FakeClock } from '../../../support/fake-clock.ts';

let clock: FakeClock;
const noncesOf = (random = randomBytes as (bytes: number) => Buffer) =>
  new Nonces({ clock, random, lifetimeMs: 300_000, maxRemembered: 100 });

beforeEach(() => {
  clock = new FakeClock();
});

it('gives no nonce twice, however many are asked for in a second', () => {
  const nonces = noncesOf();
  const seen = new Set(Array.from({ length: 100_000 }, () => nonces.create()));
  expect(seen.size).toBe(100_000);
  expect([...seen].every((nonce) => /^[0-9a-f]{32}$/.test(nonce))).toBe(true);
});

it('knows its own nonces, and no digit of one may be changed', () => {
  const nonces = noncesOf();
  const nonce = nonces.create();
  expect(nonces.check(nonce)).toBe('good');
  for (let i = 0; i < nonce.length; i++) {
    const other = nonce[i] === '0' ? '1' : '0';
    expect(nonces.check(nonce.slice(0, i) + other + nonce.slice(i + 1))).toBe('unknown');
  }
  expect([nonces.check(''), nonces.check(`${nonce}0`), nonces.check(nonce.slice(1))]).toEqual(Array(3).fill('unknown'));
});

it('does not know those of another secret', () => {
  const nonce = noncesOf((bytes) => Buffer.alloc(bytes, 1)).create();
  expect(noncesOf((bytes) => Buffer.alloc(bytes, 2)).check(nonce)).toBe('unknown');
  expect(noncesOf((bytes) => Buffer.alloc(bytes, 1)).check(nonce)).toBe('good');
});

it('takes each count of a nonce once, and an old nonce not at all', () => {
  const nonces = noncesOf();
  const nonce = nonces.create();
  expect([nonces.use(nonce, 1), nonces.use(nonce, 1), nonces.use(nonce, 2), nonces.use(nonce, undefined)]).toEqual([
    'good',
    'replayed',
    'good',
    'replayed',
  ]);
  clock.advance(301_000);
  expect(nonces.use(nonce, 3)).toBe('stale');
});
