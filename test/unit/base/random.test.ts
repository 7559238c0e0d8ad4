import { expect, it } from 'vitest';
import { pooledRandom } from '../../../src/base/random.ts';

it('gives as many bytes as were asked for, more than one fetch of them too', () => {
  const random = pooledRandom();
  for (const count of [0, 1, 7, 4096, 10_000, 3]) expect(random(count)).toHaveLength(count);
});

it('gives no byte twice', () => {
  const random = pooledRandom();
  const seen = new Set<string>();
  for (let i = 0; i < 5000; i++) seen.add(random(8).toString('hex'));
  expect(seen.size).toBe(5000);
});

it('leaves what it gave alone', () => {
  const random = pooledRandom();
  const first = random(16);
  const text = first.toString('hex');
  for (let i = 0; i < 1000; i++) random(16).fill(0);
  expect(first.toString('hex')).toBe(text);
});
