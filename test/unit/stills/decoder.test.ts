import { type ChildProcess, spawn } from 'node:child_process';
import { EventEmitter } from 'node:events';
import { expect, it, vi } from 'vitest';
import { decodeStill } from '../../../src/stills/decoder.ts';
import { FakeClock } from '../../support/fake-clock.ts';

vi.mock('node:child_process', () => ({ spawn: vi.fn() }));

it('refuses the picture when no descriptor is left: Node then makes no pipes, and tells it a moment later', async () => {
  const child = new EventEmitter() as ChildProcess;
  vi.mocked(spawn).mockImplementation(() => {
    process.nextTick(() => child.emit('error', Object.assign(new Error('spawn EMFILE'), { code: 'EMFILE' })));
    return child;
  });
  const clock = new FakeClock();
  await expect(decodeStill('ffmpeg', 0, { format: 'jpeg' }, clock)).rejects.toMatchObject({
    status: 503,
    code: 'decoder-failed',
  });
  expect(clock.pending).toBe(0);
});
