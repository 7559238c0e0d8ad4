import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { FakeRecorder } from '../../../../src/engine/fake/fake-native-engine.ts';
import type { DownloadRecord } from '../../../../src/gb28181/ports.ts';
import type { SessionDescription } from '../../../../src/sdp/session-description.ts';
import { cameraId, channelIds, defaultConfig, Site, type TestDevice, until } from '../site.ts';

const [channelId] = channelIds;
const startMs = Date.UTC(2026, 0, 31, 0, 0, 0);
const second = 1000;
const range = { startMs, endMs: startMs + 600 * second };

let folder: string;
let site: Site;
let recorder: TestDevice;

const openSite = (before?: Site) =>
  Site.open({ downloads: { folder, maxJobs: 2, maxBytes: 1_000_000, keepDays: 7 } }, before);

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'guanlan-downloads-'));
  site = await openSite();
  recorder = await site.registered();
});
afterEach(async () => {
  await site.close();
  rmSync(folder, { recursive: true, force: true });
});

const downloads = () => site.gb28181.history.downloads;
const start = (changes = {}) => downloads().start({ deviceId: cameraId, channelId, ...range, speed: 8, ...changes });
const file = ({ id }: DownloadRecord) => join(folder, `${id}.mp4`);
const fakeRecorder = () => site.fake.list('recorder')[0]!;

/** A download that the device has accepted. */
async function running(answer: Partial<SessionDescription> = {}) {
  const record = await start();
  const { incoming, offer } = await recorder.invited();
  const dialog = recorder.accept(incoming, { sessionName: 'Download', ...answer });
  const taken = await until('the recorder', fakeRecorder);
  writeFileSync(file(record), 'pictures');
  site.fake.startReceiver(site.receiver().handle);
  const name = `${channelId}/download/${record.id}`;
  await until('the call to stand', () => site.gb28181.explain(cameraId, name)?.code === 'waiting-for-media');
  return { record, dialog, offer, taken };
}

/** So much media has come. */
async function receive(taken: FakeRecorder, ms: number, bytes = 100) {
  site.fake.record(taken.handle, { durationMs: ms, frames: ms / 40, keyFrames: Math.ceil(ms / 1000), bytes });
  await site.clock.advanceAsync(500);
}

const over = (record: DownloadRecord) => until('the end of the download', () => record.state !== 'running');

it('[GB/T 28181-2016 §9.9 and annex F] asks for the range at a speed', async () => {
  const { offer, record, taken } = await running({ fileSize: 12_345_678 });
  expect(offer).toMatchObject({
    sessionName: 'Download',
    uri: `${channelId}:0`,
    timing: { start: startMs / 1000, stop: startMs / 1000 + 600 },
    downloadSpeed: 8,
  });
  expect(taken.options.path).toBe(file(record));
  await until('the answer', () => record.fileSize !== null);
  expect(record).toMatchObject({ state: 'running', fileSize: 12_345_678, speed: 8 });
});

describe('progress', () => {
  it('is that of the media, not that of the size that the device tells', async () => {
    const { record, taken } = await running({ fileSize: 10 });
    const figures = [];
    for (const ms of [60_000, 300_000, 599_000]) {
      await receive(taken, ms, ms);
      figures.push(downloads().progress(record));
    }
    expect(figures).toEqual([0.1, 0.5, 599 / 600]);
    expect(record).toMatchObject({ receivedMs: 599_000, bytes: 599_000 });
  });
});

describe('end', () => {
  it('[GB/T 28181-2016 §9.9.3] comes with MediaStatus 121: the file is finished, then BYE', async () => {
    const { record, taken, dialog } = await running();
    await receive(taken, 600_000);
    const bye = new Promise((resolve) => dialog.once('terminated', resolve));
    expect((await recorder.notify('MediaStatus', { NotifyType: '121' })).status).toBe(200);
    expect(record.state).toBe('running');
    await site.clock.advanceAsync(1000);
    await over(record);
    expect(await bye).toBe('remote-bye');
    expect(record).toMatchObject({ state: 'done', receivedMs: 600_000 });
    expect(downloads().progress(record)).toBe(1);
    expect(downloads().fileOf(record.id)).toEqual({ folder, name: `${record.id}.mp4` });
    expect(await until('the file to be measured', () => record.bytes === 8)).toBe(true);
  });

  it('comes when the whole range was received and nothing more comes', async () => {
    const { record, taken } = await running();
    await receive(taken, 599_500);
    await site.clock.advanceAsync(2500);
    expect(record.state).toBe('running');
    await site.clock.advanceAsync(500);
    await over(record);
    expect(record.state).toBe('done');
    const told = () =>
      site.published.flatMap((event) => (event.type === 'download' ? [[event.state, event.progress]] : []));
    await until('the end to be told', () => told().length === 2);
    expect(told()).toEqual([
      ['running', 0],
      ['done', 1],
    ]);
  });

  it('comes when more is sent than was asked for', async () => {
    const { record, taken } = await running();
    await receive(taken, 602_000);
    await over(record);
    expect(record.state).toBe('done');
  });

  it('by BYE before it all came leaves a part', async () => {
    const { record, taken, dialog } = await running();
    await receive(taken, 60_000);
    await dialog.bye();
    await over(record);
    expect(record).toMatchObject({ state: 'partial', receivedMs: 60_000, reason: expect.stringContaining('BYE') });
    expect(existsSync(file(record))).toBe(true);
  });

  it('by silence before it all came leaves a part', async () => {
    const { record, taken } = await running();
    await receive(taken, 60_000);
    site.fake.silence(site.receiver().handle);
    await over(record);
    expect(record).toMatchObject({ state: 'partial', reason: expect.stringContaining('stopped sending') });
  });

  it('without a picture has failed, and leaves nothing', async () => {
    const { record, dialog } = await running();
    await dialog.bye();
    await over(record);
    expect(record.state).toBe('failed');
    await until('the file to go', () => !existsSync(file(record)));
    expect(downloads().fileOf(record.id)).toBeUndefined();
  });

  it('by a device that refuses has failed with its words', async () => {
    const record = await start();
    const { incoming } = await recorder.invited();
    incoming.respond(488);
    await over(record);
    expect(record).toMatchObject({ state: 'failed', reason: expect.stringContaining('488') });
  });

  it('by a full disk leaves a part and says so', async () => {
    const { record, taken } = await running();
    await receive(taken, 60_000);
    site.fake.fail(taken.handle, 'GL_ERR_FILE');
    await over(record);
    expect(record).toMatchObject({ state: 'partial', reason: expect.stringContaining('cannot be written') });
  });

  it('comes when the room for downloads is used up', async () => {
    const { record, taken } = await running();
    await receive(taken, 60_000, 2_000_000);
    await over(record);
    expect(record).toMatchObject({ state: 'partial', reason: expect.stringContaining('room') });
  });
});

describe('limits', () => {
  it('refuses more than so many at a time', async () => {
    await running();
    await start({ startMs: startMs + second });
    await expect(start()).rejects.toMatchObject({ status: 503, code: 'busy' });
  });

  it('refuses more than so many that come in the same moment', async () => {
    const all = await Promise.allSettled([start(), start(), start()]);
    expect(all.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'rejected']);
  });

  it.each([
    ['a range that ends before it begins', { endMs: startMs }, 'bad-range'],
    ['more than a day', { endMs: startMs + 25 * 3_600_000 }, 'bad-range'],
    ['a channel that nobody has', { channelId: '34020000001310009999' }, 'channel-unknown'],
  ])('refuses %s', async (_what, changes, code) => {
    await expect(start(changes)).rejects.toMatchObject({ code });
    expect(downloads().all()).toEqual([]);
  });
});

describe('removal', () => {
  it('ends what runs and takes the file away', async () => {
    const { record, taken, dialog } = await running();
    await receive(taken, 60_000);
    const removed = downloads().remove(record.id);
    await until('BYE', () => dialog.state === 'terminated');
    expect(await removed).toBe(true);
    expect(existsSync(file(record))).toBe(false);
    expect(downloads().get(record.id)).toBeUndefined();
    expect(await site.downloads.all()).toEqual([]);
    expect(await downloads().remove(record.id)).toBe(false);
  });

  it('comes by itself after the configured days', async () => {
    const { record, dialog, taken } = await running();
    await receive(taken, 600_000);
    await dialog.bye();
    await over(record);
    await until('the store to know', async () => (await site.downloads.all())[0]?.state === 'done');
    record.endedAt -= 7 * 24 * 3_600_000;
    await site.clock.advanceAsync(3_600_000);
    await until('it to be forgotten', () => downloads().all().length === 0);
    expect(existsSync(file(record))).toBe(false);
  });
});

describe('a file that cannot be removed', () => {
  const finished = (name: string, createdAt: number): DownloadRecord => ({
    id: name.repeat(16),
    deviceId: cameraId,
    channelId,
    ...range,
    speed: 8,
    state: 'done',
    reason: '',
    createdAt,
    endedAt: 1,
    receivedMs: 1,
    bytes: 1,
    fileSize: null,
  });

  it('keeps no other, is known on, and is tried again', async () => {
    // A folder in its place is nothing that is removed as a file.
    mkdirSync(join(folder, `${'a'.repeat(16)}.mp4`));
    await site.downloads.put(finished('a', 1));
    await site.downloads.put(finished('b', 2));
    await downloads().load();
    expect(downloads().all()).toMatchObject([{ id: 'a'.repeat(16) }]);
    rmSync(join(folder, `${'a'.repeat(16)}.mp4`), { recursive: true });
    await site.clock.advanceAsync(3_600_000);
    await until('it to be removed', () => downloads().all().length === 0);
  });
});

describe('a restart', () => {
  it('tells a download that ran as failed, and cleans its file away; a finished one stays', async () => {
    const { record, taken, dialog } = await running();
    await receive(taken, 600_000);
    await dialog.bye();
    await over(record);
    await until('the store to know', async () => (await site.downloads.all())[0]?.state === 'done');
    // As a killed process leaves it.
    await site.downloads.put({ ...record, id: 'a'.repeat(16), state: 'running', endedAt: 0, reason: '' });
    writeFileSync(join(folder, `${'a'.repeat(16)}.mp4`), 'half');
    await site.closePeers();
    await site.endpoint.stop(0);
    site = await openSite(site);
    expect(readdirSync(folder)).toEqual([`${record.id}.mp4`]);
    expect(downloads().get(record.id)?.state).toBe('done');
    expect(downloads().get('a'.repeat(16))).toMatchObject({
      state: 'failed',
      reason: expect.stringContaining('stopped'),
    });
  });

  it('leaves files alone that are not its own', async () => {
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, 'holiday.mp4'), 'x');
    await site.gb28181.history.downloads.load();
    expect(readdirSync(folder)).toEqual(['holiday.mp4']);
  });
});

it('ends when the platform stops', async () => {
  const { record, taken, dialog } = await running();
  await receive(taken, 60_000);
  await site.gb28181.stop();
  expect(record.state).toBe('partial');
  expect(dialog.state).toBe('terminated');
});

it('has a folder of its own by default', () => {
  expect(defaultConfig.downloads.folder).not.toBe(folder);
});
