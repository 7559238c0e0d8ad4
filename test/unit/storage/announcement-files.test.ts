import { randomUUID } from 'node:crypto';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { AnnouncementFiles, announcementCodec, kMaxAnnouncements } from '../../../src/storage/announcement-files.ts';

let folder: string;
let files: AnnouncementFiles;
const content = Buffer.from('sound');
const fine = () => {};

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'guanlan-announcements-'));
  files = new AnnouncementFiles(join(folder, 'announcements'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('announcements', () => {
  it('are kept, listed by name, replaced and removed', async () => {
    expect(await files.list()).toEqual([]);
    expect(await files.put('b.wav', content, fine)).toBe(true);
    expect(await files.put('通知.pcma', content, fine)).toBe(true);
    expect(await files.put('b.wav', Buffer.from('longer sound'), fine)).toBe(true);
    expect(await files.list()).toMatchObject([
      { name: 'b.wav', codec: 'WAV', bytes: 12 },
      { name: '通知.pcma', codec: 'PCMA', bytes: 5 },
    ]);
    expect(await files.remove('b.wav')).toBe(true);
    expect(await files.remove('b.wav')).toBe(false);
    expect(await files.get('b.wav')).toBeUndefined();
  });

  it('are not written when the check refuses, and leave what was there', async () => {
    await files.put('a.wav', content, fine);
    const refuse = () => {
      throw new Error('no sound');
    };
    await expect(files.put('a.wav', Buffer.from('x'), refuse)).rejects.toThrow('no sound');
    expect(await files.get('a.wav')).toMatchObject({ bytes: 5 });
    expect(readdirSync(join(folder, 'announcements'))).toEqual(['a.wav']);
  });

  it('are so many at most; one that is there can still be replaced', async () => {
    await files.put('first.wav', content, fine);
    for (let i = 1; i < kMaxAnnouncements; i++) writeFileSync(files.path(`n${i}.wav`), '');
    expect(await files.put('more.wav', content, fine)).toBe(false);
    expect(await files.put('first.wav', content, fine)).toBe(true);
  });

  it('are so many at most, also when they come at the same time', async () => {
    await files.put('first.wav', content, fine);
    for (let i = 1; i < kMaxAnnouncements - 1; i++) writeFileSync(files.path(`n${i}.wav`), '');
    const put = await Promise.all(['a.wav', 'b.wav', 'c.wav'].map((name) => files.put(name, content, fine)));
    expect(put).toEqual([true, false, false]);
    expect(await files.list()).toHaveLength(kMaxAnnouncements);
  });

  it('that were being written when the process was killed are cleared at the start, and nothing else is', async () => {
    await files.start();
    await files.put('a.wav', content, fine);
    const part = `.${randomUUID()}`;
    for (const name of [part, '.hidden', '.gitignore', 'b.wav']) writeFileSync(files.path(name), '');
    await new AnnouncementFiles(join(folder, 'announcements')).start();
    expect(readdirSync(join(folder, 'announcements')).sort()).toEqual(['.gitignore', '.hidden', 'a.wav', 'b.wav']);
  });

  it.each([
    '../a.wav',
    '/a.wav',
    'a/b.wav',
    '.a.wav',
    'a.mp3',
    'a.wav\n',
    'a.wav.exe',
    '',
    'wav',
    `${'x'.repeat(70)}.wav`,
  ])('have no such name as %j', async (name) => {
    expect(announcementCodec(name)).toBeUndefined();
    expect(await files.get(name)).toBeUndefined();
    expect(await files.remove(name)).toBe(false);
  });
});
