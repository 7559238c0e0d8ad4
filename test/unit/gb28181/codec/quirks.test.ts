import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { cameraQuirks } from '../../../../src/gb28181/agent/camera-quirks.ts';
import { isQuirk, quirks, toleranceOf } from '../../../../src/gb28181/codec/quirks.ts';
import { defaultSettings } from '../../../../src/gb28181/model/device-settings.ts';

const root = new URL('../../../../', import.meta.url).pathname;
const textOf = (folder: string) =>
  (readdirSync(join(root, folder), { recursive: true }) as string[])
    .filter((file) => file.endsWith('.ts') && !file.endsWith('quirks.test.ts'))
    .map((file) => readFileSync(join(root, folder, file), 'utf8'))
    .join('\n');

describe('the table of faults', () => {
  const names = Object.keys(quirks);
  const source = textOf('src/gb28181');
  const tests = textOf('test/unit/gb28181') + textOf('test/conformance/gb28181');

  it.each(names)('%s is told where it is tolerated, and tested', (name) => {
    expect(source).toContain(`QUIRK ${name}`);
    expect(tests).toContain(`'${name}'`);
  });

  it('names every fault that the code speaks of', () => {
    const spoken = [...source.matchAll(/QUIRK ([a-z0-9-]+)/g)].map(([, name]) => name!);
    // The simulated camera has some of its own, that only it can do wrong.
    expect(spoken.filter((name) => !isQuirk(name) && !Object.hasOwn(cameraQuirks, name))).toEqual([]);
  });

  it('knows no name of the prototype', () => {
    expect(isQuirk('toString')).toBe(false);
  });
});

describe('tolerance', () => {
  it('is as the table says, unless the settings of the device say otherwise, and counts', () => {
    const counts: Record<string, number> = {};
    const byDefault = toleranceOf(defaultSettings, counts);
    expect(byDefault('own-ssrc')).toBe(true);
    expect(byDefault('own-ssrc')).toBe(true);
    expect(byDefault('follow-any-host')).toBe(false);
    const changed = toleranceOf({ ...defaultSettings, quirks: { 'own-ssrc': false, 'follow-any-host': true } }, counts);
    expect(changed('own-ssrc')).toBe(false);
    expect(changed('follow-any-host')).toBe(true);
    expect(counts).toEqual({ 'own-ssrc': 2, 'follow-any-host': 1 });
  });
});
