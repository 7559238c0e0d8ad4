import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';

const root = join(import.meta.dirname, '../..');

it('devices that come back all at once are online, known and heard', async () => {
  const options = ['--devices', '500', '--minutes', '0.15', '--keepalive', '5', '--sockets', '20', '--spread', '0'];
  const { stdout } = await promisify(execFile)(process.execPath, ['bench/storm.mjs', '--json', ...options], {
    cwd: root,
  });
  const { figures, faults } = JSON.parse(stdout);
  expect(faults).toEqual([]);
  expect(figures).toMatchObject({ devicesOnline: 500, catalogs: 500, falseOfflines: 0, keepalivesUnanswered: 0 });
  expect(figures.keepalives).toBeGreaterThan(500);
  expect(figures.keepalivesAnswered).toBe(figures.keepalives);
});
