import { Writable } from 'node:stream';
import { expect, it } from 'vitest';
import { createLogger } from '../../../src/base/log.ts';

it('writes from the configured level on', () => {
  const log = createLogger({ level: 'warn', pretty: false });
  expect([log.isLevelEnabled('info'), log.isLevelEnabled('warn')]).toEqual([false, true]);
});

it('cuts secrets out wherever they stand', () => {
  let text = '';
  const sink = new Writable({
    write(chunk, _encoding, done) {
      text += chunk;
      done();
    },
  });
  const log = createLogger({ level: 'info', pretty: false }, sink);
  log.info({ password: 'p1', headers: { authorization: 'p2', cookie: 'p3' }, device: { password: 'p4' } }, 'hello');
  log.child({ part: 'x' }).info({ sign: 1, authorization: 'p5' }, 'again');
  expect(text).toContain('hello');
  expect(text).not.toMatch(/p[1-5]/);
});
