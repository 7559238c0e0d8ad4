import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, expect, it } from 'vitest';
import type { Faults } from '../../src/engine/binding.d.ts';
import { TestPlatform } from '../support/platform.ts';
import { pictures, record } from '../support/real-tools.ts';

const clip = join(import.meta.dirname, '../../src/cli/camera/clips/clip.h264');
const folder = mkdtempSync(join(tmpdir(), 'guanlan-faults-'));
let platform: TestPlatform | undefined;
afterEach(() => platform?.stop());
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const faults: Record<string, Partial<Faults>> = {
  'sends another SSRC than agreed': { wrongSsrc: true },
  'sends packets twice': { duplicate: 0.2 },
  'splits its TCP writes': { splitWrites: true },
};

it.each(['range', 'single'].flatMap((mode) => Object.keys(faults).map((what) => [what, mode] as const)))(
  'a camera that %s plays whole, media.mode %s',
  async (what, mode) => {
    platform = await TestPlatform.start({ 'media.mode': mode });
    const seed = Number(process.env['GUANLAN_SEED'] ?? 1);
    const fleet = await platform.cameras(['udp', 'tcp-passive'], { faults: { seed, ...faults[what] } });
    const source = (await pictures(clip)).md5;
    const files = [0, 1].map((i) => join(folder, `${mode}-${i}.flv`));
    const urls = [0, 1].map((i) => platform!.urls(`${fleet.deviceId(i)}/${fleet.channelId(i)}`).flv);
    await Promise.all(files.map((file, i) => record(urls[i]!, file, 3000)));
    for (const file of files) {
      const { md5, complaints } = await pictures(file);
      expect(complaints).toBe('');
      expect(md5.length).toBeGreaterThan(40);
      const start = source.indexOf(md5[0]!);
      expect(md5).toEqual(md5.map((_, n) => source[(start + n) % source.length]));
    }
  },
);
