import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { PlaySigner } from '../../../src/http/play-url.ts';
import { SessionTokens } from '../../../src/http/session-token.ts';

const start = Date.UTC(2026, 0, 1);

describe('PlaySigner', () => {
  it('signs a name with an end, which any change spoils', () => {
    let now = start;
    const signer = new PlaySigner('key', () => now);
    const { flv, expires } = signer.urls('http://h', 'dev/ch', 10);
    const { searchParams } = new URL(flv);
    const sign = searchParams.get('sign')!;
    expect(expires).toBe(start / 1000 + 600);
    expect(signer.check('dev/ch', `${expires}`, sign)).toBe(true);
    expect(signer.check('dev/c', `${expires}`, sign)).toBe(false);
    expect(signer.check('dev/ch', `${expires + 1}`, sign)).toBe(false);
    expect(signer.check('dev/ch', `${expires}`, sign.slice(1))).toBe(false);
    expect(new PlaySigner('other', () => now).check('dev/ch', `${expires}`, sign)).toBe(false);
    now += 600_000;
    expect(signer.check('dev/ch', `${expires}`, sign)).toBe(true);
    now += 1;
    expect(signer.check('dev/ch', `${expires}`, sign)).toBe(false);
  });

  it('never takes what it did not sign', () => {
    const signer = new PlaySigner('key', () => start);
    fc.assert(
      fc.property(fc.string(), fc.option(fc.string()), fc.option(fc.string()), (name, expires, sign) => {
        expect(signer.check(name, expires ?? undefined, sign ?? undefined)).toBe(false);
      }),
    );
  });

  it('writes any name so that it is read again', () => {
    const signer = new PlaySigner('key', () => start);
    fc.assert(
      fc.property(fc.string({ minLength: 1, unit: 'grapheme' }), (name) => {
        const { pathname } = new URL(signer.urls('http://h', `a/b${name.replaceAll('/', '_')}`, 1).mp4);
        expect(decodeURIComponent(pathname)).toBe(`/live/a/b${name.replaceAll('/', '_')}.mp4`);
      }),
    );
  });
});

describe('SessionTokens', () => {
  it('never take what they did not make', () => {
    const tokens = new SessionTokens('key', () => start);
    const other = new SessionTokens('other', () => start);
    expect(tokens.check(other.create({ name: 'admin', mark: '' }, 10))).toBeUndefined();
    expect(tokens.check(undefined)).toBeUndefined();
    const token = tokens.create({ name: 'admin', mark: 'm' }, 10);
    expect(tokens.check(token)).toEqual({ name: 'admin', mark: 'm' });
    fc.assert(
      fc.property(fc.nat(token.length - 1), fc.constantFrom('A', 'b', '.', '%'), (at, letter) => {
        fc.pre(token[at] !== letter);
        // The last letter of base64url has bits that mean nothing.
        fc.pre(at !== token.length - 1);
        expect(tokens.check(token.slice(0, at) + letter + token.slice(at + 1))).toBeUndefined();
      }),
    );
  });
});
