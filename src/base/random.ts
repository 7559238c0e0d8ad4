import { randomBytes } from 'node:crypto';

const kPoolBytes = 4096;

/** Random bytes that are fetched many at a time: every tag and branch wants a few. No byte is given out twice. */
export function pooledRandom(): (bytes: number) => Buffer {
  let pool = Buffer.alloc(0);
  let at = 0;
  return (bytes) => {
    if (at + bytes > pool.length) {
      pool = randomBytes(Math.max(kPoolBytes, bytes));
      at = 0;
    }
    at += bytes;
    return pool.subarray(at - bytes, at);
  };
}
