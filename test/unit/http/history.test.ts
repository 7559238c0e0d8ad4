import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { parseMansrtsp, writeMansrtspAnswer } from '../../../src/gb28181/codec/mansrtsp.ts';
import type { IncomingRequest } from '../../../src/sip/index.ts';
import { cameraId, channelIds, Site, type TestDevice, until } from '../gb28181/site.ts';
import { HttpWorld } from './http-world.ts';

// The routes of history over the real SIP side, with a device that does what the test tells it to.

const [channelId] = channelIds;
const start = '2026-01-31T08:00:00+08:00';
const end = '2026-01-31T08:10:00+08:00';
const channelPath = `/devices/${cameraId}/channels/${channelId}`;

let folder: string;
let site: Site;
let recorder: TestDevice;
let world: HttpWorld;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'guanlan-history-'));
  site = await Site.open({ downloads: { folder, maxJobs: 2, maxBytes: 1 << 30, keepDays: 7 } });
  recorder = await site.registered();
  const { gb28181, engine, devices, channels, clock } = site;
  world = await HttpWorld.start({}, { gb28181, engine, devices, channels, clock });
});
afterEach(async () => {
  await world.stop();
  await site.close();
  rmSync(folder, { recursive: true, force: true });
});

const answerRecords = (sn: string, sum: number, hours: number[]) =>
  recorder.notify(
    'RecordInfo',
    {
      Name: 'cam',
      SumNum: String(sum),
      RecordList: {
        '@Num': String(hours.length),
        Item: hours.map((hour) => ({
          DeviceID: channelId,
          Name: `hour ${hour}`,
          StartTime: `2026-01-31T0${hour}:00:00`,
          EndTime: `2026-01-31T0${hour}:59:59`,
          Secrecy: '0',
          Type: 'time',
        })),
      },
    },
    'Response',
    sn,
  );

describe('records', () => {
  const query = `start=${encodeURIComponent(start)}&end=${encodeURIComponent(end)}`;

  it('are told when the device has told them all, with their zone', async () => {
    const asked = world.call('GET', `${channelPath}/records?${query}&type=alarm`);
    const { sn, fields } = await recorder.query('RecordInfo');
    expect(fields).toMatchObject({ StartTime: '2026-01-31T08:00:00', Type: 'alarm' });
    await answerRecords(sn, 1, [8]);
    const { status, body } = await asked;
    expect(status).toBe(200);
    expect(body).toMatchObject({ state: 'done', sum: 1, found: 1, missing: 0, error: null });
    expect(body.records[0]).toMatchObject({ start: '2026-01-31T00:00:00.000Z', end: '2026-01-31T00:59:59.000Z' });
  });

  it('that are many can be asked for while they come', async () => {
    const begun = await world.call('POST', `${channelPath}/records/searches`, { start, end });
    expect(begun).toMatchObject({ status: 202, body: { state: 'running', sum: null, found: 0 } });
    const { sn } = await recorder.query('RecordInfo');
    await answerRecords(sn, 3, [1, 2]);
    const asked = () => world.call('GET', `/records/searches/${begun.body.id}`);
    await until('two records', async () => (await asked()).body.found === 2);
    expect((await asked()).body).toMatchObject({ state: 'running', sum: 3 });
    await answerRecords(sn, 3, [3]);
    await until('the end', async () => (await asked()).body.state === 'done');
  });

  it('of a device that says no are an error', async () => {
    const asked = world.call('GET', `${channelPath}/records?${query}`);
    const { sn } = await recorder.query('RecordInfo');
    await recorder.notify('RecordInfo', { Result: 'ERROR' }, 'Response', sn);
    expect(await asked).toMatchObject({ status: 502, body: { code: 'device-refused' } });
  });

  it.each([
    ['a time without a zone', '2026-01-31T08:00:00', end, 400, 'invalid-request'],
    ['a time that cannot be', '2026-13-31T08:00:00Z', end, 400, 'bad-range'],
    ['a range of nothing', end, end, 400, 'bad-range'],
  ])('refuses %s', async (_what, from, to, status, code) => {
    const url = `${channelPath}/records?start=${encodeURIComponent(from)}&end=${encodeURIComponent(to)}`;
    expect(await world.call('GET', url)).toMatchObject({ status, body: { code } });
  });

  it('of a search that nobody made are not found', async () => {
    expect((await world.call('GET', '/records/searches/nothing')).status).toBe(404);
  });
});

describe('playbacks', () => {
  async function playing() {
    const asked = world.call('POST', `${channelPath}/playbacks`, { start, end });
    const { incoming } = await recorder.invited();
    const dialog = recorder.accept(incoming, { sessionName: 'Playback' });
    const infos: IncomingRequest[] = [];
    dialog.on('request', (request) => infos.push(request));
    const { status, body } = await asked;
    expect(status).toBe(201);
    return { dialog, infos, playback: body };
  }

  it('become a stream with signed URLs', async () => {
    const { playback } = await playing();
    expect(playback).toMatchObject({
      state: 'playing',
      scale: 1,
      position: 0,
      start: '2026-01-31T00:00:00.000Z',
      stream: `${cameraId}/${channelId}/playback/${playback.id}`,
      ended: null,
    });
    expect(playback.urls.flv).toContain(`/live/${playback.stream}.flv?expires=`);
    expect((await world.call('GET', '/playbacks')).body).toHaveLength(1);
    expect((await world.call('GET', `/playbacks/${playback.id}`)).body).toMatchObject({ id: playback.id });
  });

  it('are controlled, each command answered with what the device answered', async () => {
    const { playback, infos } = await playing();
    const changed = world.call('PATCH', `/playbacks/${playback.id}`, { position: 60, scale: 4 });
    const requests = [];
    for (const scale of [1, 2]) {
      const info = await until('INFO', () => infos.shift());
      requests.push(parseMansrtsp(info.request.body));
      const body = Buffer.from(writeMansrtspAnswer({ status: 200, reason: 'OK', scale }));
      info.respond(200, { body, contentType: 'Application/MANSRTSP' });
    }
    expect(requests).toMatchObject([{ range: { from: 60 } }, { scale: 4 }]);
    const { status, body } = await changed;
    expect(status).toBe(200);
    expect(body).toMatchObject({ scale: 2, position: 60, at: '2026-01-31T00:01:00.000Z' });
    expect(body.answers).toMatchObject([{ command: 'seek' }, { command: 'scale', status: 200, scale: 2 }]);
  });

  it.each([
    ['nothing', {}, 400, 'invalid-request'],
    ['what nobody knows', { volume: 3 }, 400, 'invalid-request'],
    ['standing still', { scale: 0 }, 400, 'bad-fields'],
    ['going backwards in an edition that cannot', { scale: -1 }, 409, 'edition-too-old'],
    ['a position outside', { position: 601 }, 400, 'bad-position'],
  ])('refuse %s', async (_what, change, status, code) => {
    const { playback } = await playing();
    expect(await world.call('PATCH', `/playbacks/${playback.id}`, change)).toMatchObject({ status, body: { code } });
  });

  it('tell that the device refuses', async () => {
    const { playback, infos } = await playing();
    const changed = world.call('PATCH', `/playbacks/${playback.id}`, { paused: true });
    (await until('INFO', () => infos.shift())).respond(400);
    expect(await changed).toMatchObject({ status: 502, body: { code: 'control-refused' } });
  });

  it('have a lease that is renewed by asking for it', async () => {
    const { playback } = await playing();
    await site.clock.advanceAsync(30_000);
    const touched = await world.call('POST', `/playbacks/${playback.id}/touch`);
    expect(Date.parse(touched.body.leaseEnds) - Date.parse(playback.leaseEnds)).toBe(30_000);
    await site.clock.advanceAsync(60_000);
    expect((await world.call('GET', `/playbacks/${playback.id}`)).body).toMatchObject({
      state: 'ended',
      ended: { code: 'lease-over' },
    });
    expect(await world.call('PATCH', `/playbacks/${playback.id}`, { paused: true })).toMatchObject({ status: 409 });
  });

  it('are ended', async () => {
    const { playback, dialog } = await playing();
    expect((await world.call('DELETE', `/playbacks/${playback.id}`)).status).toBe(204);
    expect(dialog.state).toBe('terminated');
  });

  it('of a device that is busy say so', async () => {
    const asked = world.call('POST', `${channelPath}/playbacks`, { start, end });
    const { incoming } = await recorder.invited();
    incoming.respond(486);
    expect(await asked).toMatchObject({ status: 503, body: { code: 'device-busy' } });
  });

  it.each(['GET', 'PATCH', 'DELETE'] as const)('that nobody knows are not found: %s', async (method) => {
    const body = method === 'PATCH' ? { paused: true } : undefined;
    expect((await world.call(method, '/playbacks/nothing', body)).status).toBe(404);
  });
});

describe('downloads', () => {
  async function downloading() {
    const { status, body } = await world.call('POST', `${channelPath}/downloads`, { start, end, speed: 8 });
    expect(status).toBe(202);
    const { incoming, offer } = await recorder.invited();
    const dialog = recorder.accept(incoming, { sessionName: 'Download', fileSize: 4321 });
    const taken = await until('the recorder', () => site.fake.list('recorder')[0]);
    writeFileSync(join(folder, `${body.id}.mp4`), '0123456789');
    const asked = async () => (await world.call('GET', `/downloads/${body.id}`)).body;
    await until('the answer', async () => (await asked()).fileSize === 4321);
    const receive = async (ms: number) => {
      site.fake.record(taken.handle, { durationMs: ms, frames: ms / 40, keyFrames: 1, bytes: ms });
      await site.clock.advanceAsync(500);
    };
    return { id: body.id as string, dialog, offer, asked, receive };
  }

  it('tell how far they are, and serve a file in ranges', async () => {
    const { id, offer, asked, receive, dialog } = await downloading();
    expect(offer.downloadSpeed).toBe(8);
    await receive(150_000);
    expect(await asked()).toMatchObject({ state: 'running', progress: 0.25, receivedMs: 150_000, file: null });
    expect(await world.call('GET', `/downloads/${id}/file`)).toMatchObject({
      status: 409,
      body: { code: 'download-running' },
    });
    await receive(600_000);
    await dialog.bye();
    await until('the file', async () => (await asked()).state === 'done' && (await asked()).bytes === 10);
    const { file } = await asked();
    const headers = { 'x-api-key': world.key };
    const whole = await world.app.inject({ url: file, headers });
    expect(whole.statusCode).toBe(200);
    expect(whole.headers).toMatchObject({ 'content-type': 'video/mp4', 'accept-ranges': 'bytes' });
    expect(whole.headers['content-disposition']).toContain(`${channelId}-2026-01-31T00-00-00-000Z.mp4`);
    const part = await world.app.inject({ url: file, headers: { ...headers, range: 'bytes=2-4' } });
    expect([part.statusCode, part.body]).toEqual([206, '234']);
    expect((await world.app.inject({ url: file })).statusCode).toBe(401);
    expect((await world.call('GET', '/downloads')).body).toMatchObject([{ id, progress: 1 }]);
  });

  it('are removed with their file', async () => {
    const { id } = await downloading();
    expect((await world.call('DELETE', `/downloads/${id}`)).status).toBe(204);
    for (const path of [`/downloads/${id}`, `/downloads/${id}/file`])
      expect((await world.call('GET', path)).status).toBe(404);
  });

  it('of a channel that nobody has are refused at once', async () => {
    const url = `/devices/${cameraId}/channels/34020000001310009999/downloads`;
    expect(await world.call('POST', url, { start, end })).toMatchObject({
      status: 404,
      body: { code: 'channel-unknown' },
    });
  });

  it.each([0, 100, 'fast'])('refuse the speed %s', async (speed) => {
    expect((await world.call('POST', `${channelPath}/downloads`, { start, end, speed })).status).toBe(400);
  });
});
