import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type MansrtspAnswer, parseMansrtsp, writeMansrtspAnswer } from '../../../../src/gb28181/codec/mansrtsp.ts';
import { kLeaseMs } from '../../../../src/gb28181/media-session/lease.ts';
import type { Playback } from '../../../../src/gb28181/media-session/playback.ts';
import { kDrainMs } from '../../../../src/gb28181/media-session/playbacks.ts';
import type { Dialog, IncomingRequest } from '../../../../src/sip/index.ts';
import { cameraId, channelIds, Site, type TestDevice, until } from '../site.ts';

const [channelId, otherId] = channelIds;
const startMs = Date.UTC(2026, 0, 31, 0, 0, 0);
const second = 1000;
const range = { startMs, endMs: startMs + 600 * second };

let site: Site;
let recorder: TestDevice;

beforeEach(async () => {
  site = await Site.open();
  recorder = await site.registered();
});
afterEach(() => site.close());

const start = (channel: string = channelId, signal = new AbortController().signal) => {
  const started = site.gb28181.history.playbacks.start({ deviceId: cameraId, channelId: channel, ...range }, signal);
  started.catch(() => {});
  return started;
};

/** A playback that plays, and the device's side of it. */
async function playing(channel: string = channelId) {
  const started = start(channel);
  const { incoming, offer } = await recorder.invited();
  const dialog = recorder.accept(incoming, { sessionName: 'Playback' });
  const playback = await started;
  const { handle } = site.fake.list('receiver').at(-1)!;
  site.fake.startReceiver(handle);
  site.fake.makeReady(site.fake.list('stream').at(-1)!.handle);
  await until('the picture', () => playback.session.stream.ready);
  return { playback, dialog, offer, infos: infosOf(dialog) };
}

/** INFOs that came, to be answered by the test. */
function infosOf(dialog: Dialog): IncomingRequest[] {
  const infos: IncomingRequest[] = [];
  dialog.on('request', (request) => infos.push(request));
  return infos;
}

async function answerNext(infos: IncomingRequest[], answer: Partial<MansrtspAnswer> | number = {}) {
  const info = await until('INFO', () => infos.shift());
  if (typeof answer === 'number') info.respond(answer);
  else {
    const body = writeMansrtspAnswer({ status: 200, reason: 'OK', ...answer });
    info.respond(200, { body: Buffer.from(body), contentType: 'Application/MANSRTSP' });
  }
  return { request: parseMansrtsp(info.request.body), info };
}

const receiver = () => site.fake.list('receiver')[0]!;
/** What the receiver was told, the latest word on each thing. */
const taken = () => {
  const { options, updates } = receiver();
  return Object.assign({ silenceMs: options.silenceMs }, ...updates);
};
const over = (playback: Playback) => until('the end', () => playback.facts().end);
const byeOf = (dialog: Dialog) =>
  new Promise<string>((resolve) => dialog.once('terminated', (reason) => resolve(reason)));

describe('start', () => {
  it('[GB/T 28181-2016 §9.8 and annex F] invites for the range of a channel, with an SSRC of history', async () => {
    const { playback, offer } = await playing();
    expect(offer).toMatchObject({
      sessionName: 'Playback',
      uri: `${channelId}:0`,
      timing: { start: startMs / 1000, stop: startMs / 1000 + 600 },
      direction: 'recvonly',
    });
    expect(offer.ssrc).toMatch(/^1/);
    expect(playback.facts()).toMatchObject({ state: 'playing', scale: 1, deviceId: cameraId, channelId });
    expect(playback.facts().stream).toBe(`${cameraId}/${channelId}/playback/${playback.id}`);
    expect(site.gb28181.history.playbacks.get(playback.id)).toBe(playback);
  });

  it('of a range that ends before it begins is refused', async () => {
    const wish = { deviceId: cameraId, channelId, startMs, endMs: startMs };
    const started = site.gb28181.history.playbacks.start(wish, new AbortController().signal);
    await expect(started).rejects.toMatchObject({ code: 'bad-range', status: 400 });
  });

  it('that the device refuses leaves nothing open', async () => {
    const started = start();
    const { incoming } = await recorder.invited();
    incoming.respond(488);
    await expect(started).rejects.toMatchObject({ code: 'offer-refused' });
    await site.clock.advanceAsync(kDrainMs);
    await until('all to be closed', () => site.fake.list('stream').length === 0);
    expect([...site.gb28181.history.playbacks.all()]).toEqual([]);
  });

  it('plays one channel for several viewers, each as its own', async () => {
    const one = await playing();
    const other = await playing();
    expect(one.playback.facts().stream).not.toBe(other.playback.facts().stream);
  });
});

describe('control', () => {
  it('[GB/T 28181-2016 annex B] pauses: the clock stands and silence is no end', async () => {
    const { playback, infos } = await playing();
    await site.clock.advanceAsync(5 * second);
    const done = playback.change({ paused: true });
    const { request, info } = await answerNext(infos);
    expect(request.method).toBe('PAUSE');
    expect(info.request.headers.get('Content-Type')).toBe('Application/MANSRTSP');
    expect(await done).toEqual([{ command: 'pause', status: 200, reason: 'OK', scale: null }]);
    expect(taken().silenceMs).toBe(0);
    await site.clock.advanceAsync(30 * second);
    expect(playback.facts()).toMatchObject({ state: 'paused', positionMs: 5 * second });

    const resumed = playback.change({ paused: false });
    expect((await answerNext(infos)).request).toMatchObject({ method: 'PLAY', range: { from: 'now' } });
    await resumed;
    expect(taken().silenceMs).toBe(10_000);
    await site.clock.advanceAsync(2 * second);
    expect(playback.facts()).toMatchObject({ state: 'playing', positionMs: 7 * second });
  });

  it('[GB/T 28181-2016 annex B] seeks by seconds from the start of the range', async () => {
    const { playback, infos } = await playing();
    const done = playback.change({ positionMs: 120_500 });
    expect((await answerNext(infos)).request).toMatchObject({ method: 'PLAY', range: { from: 120 } });
    await done;
    await site.clock.advanceAsync(second);
    expect(playback.facts().positionMs).toBe(121_500);
  });

  it('plays by the scale that the device says it uses, by the time of arrival and without sound', async () => {
    const { playback, infos } = await playing();
    const done = playback.change({ scale: 8 });
    expect((await answerNext(infos, { scale: 4 })).request).toMatchObject({ method: 'PLAY', scale: 8 });
    expect(await done).toMatchObject([{ command: 'scale', scale: 4 }]);
    expect(playback.facts().scale).toBe(4);
    expect(taken()).toMatchObject({ timing: 'arrival', sound: false });
    await site.clock.advanceAsync(10 * second);
    expect(playback.facts().positionMs).toBe(40 * second);

    const back = playback.change({ scale: 1 });
    await answerNext(infos);
    await back;
    expect(taken()).toMatchObject({ timing: 'record', sound: true });
  });

  it('[GB/T 28181-2022 annex B] plays backwards on a device of that edition', async () => {
    await site.gb28181.updateSettings(cameraId, { edition: '2022' });
    const { playback, infos } = await playing();
    await site.clock.advanceAsync(20 * second);
    const done = playback.change({ scale: -2 });
    expect((await answerNext(infos)).request).toMatchObject({ method: 'PLAY', scale: -2 });
    await done;
    await site.clock.advanceAsync(5 * second);
    expect(playback.facts()).toMatchObject({ scale: -2, positionMs: 10 * second });
    const sought = playback.change({ positionMs: 300 * second });
    expect((await answerNext(infos)).request).toMatchObject({ range: { from: 300, to: 0 } });
    await sought;
  });

  it('refuses to play backwards on a device of 2016, and sends nothing', async () => {
    const { playback, infos } = await playing();
    for (const change of [{ scale: -1 }, { scale: -1, positionMs: 60_000 }])
      await expect(playback.change(change)).rejects.toMatchObject({ status: 409, code: 'edition-too-old' });
    expect(infos).toEqual([]);
    expect(playback.facts().scale).toBe(1);
  });

  it('tells that the device refuses a scale, and goes on as before', async () => {
    const { playback, infos } = await playing();
    const done = playback.change({ scale: 4 });
    await answerNext(infos, 400);
    await expect(done).rejects.toMatchObject({ status: 502, code: 'control-refused' });
    expect(playback.facts()).toMatchObject({ state: 'playing', scale: 1 });
    const again = playback.change({ scale: 2 });
    await answerNext(infos, { status: 454, reason: 'Session Not Found' });
    await expect(again).rejects.toMatchObject({ code: 'control-refused', message: expect.stringContaining('454') });
  });

  it('tells that the device does not answer', async () => {
    const { playback, infos } = await playing();
    const done = playback.change({ paused: true });
    done.catch(() => {});
    await until('INFO', () => infos.length > 0);
    await site.clock.advanceAsync(10_000);
    await expect(done).rejects.toMatchObject({ status: 504, code: 'device-no-answer' });
    expect(taken().silenceMs).toBe(10_000);
  });

  it('tells that it ended while the device answered', async () => {
    const { playback, infos } = await playing();
    const done = playback.change({ scale: 2 });
    done.catch(() => {});
    const info = await until('INFO', () => infos.shift());
    site.fake.silence(site.receiver().handle);
    await over(playback);
    info.respond(200);
    await expect(done).rejects.toMatchObject({ status: 409, code: 'playback-ended' });
  });

  it('sends one command after the other', async () => {
    const { playback, infos } = await playing();
    const done = Promise.all([playback.change({ scale: 2 }), playback.change({ positionMs: 60_000, paused: true })]);
    const order = [];
    for (let i = 0; i < 3; i++) {
      order.push((await answerNext(infos)).request);
      expect(infos).toEqual([]);
    }
    await done;
    expect(order).toMatchObject([{ scale: 2 }, { range: { from: 60 } }, { method: 'PAUSE' }]);
    const numbers = order.map(({ cseq }) => cseq);
    expect(numbers).toEqual([...numbers].sort((a, b) => a - b));
  });

  it.each([-1, 600_000, Number.NaN])('refuses the position %s', async (positionMs) => {
    const { playback } = await playing();
    await expect(playback.change({ positionMs })).rejects.toMatchObject({ status: 400, code: 'bad-position' });
  });
});

describe('end', () => {
  it('[GB/T 28181-2016 annex B] by request is TEARDOWN, and BYE whether that is answered or not', async () => {
    const { playback, dialog, infos } = await playing();
    const bye = byeOf(dialog);
    const stopped = playback.stop();
    const info = await until('INFO', () => infos.shift());
    expect(parseMansrtsp(info.request.body)).toMatchObject({ method: 'TEARDOWN' });
    expect(await bye).toBe('remote-bye');
    await stopped;
  });

  it('[GB/T 28181-2016 §9.8.3] comes with MediaStatus 121, and BYE', async () => {
    const { playback, dialog } = await playing();
    const bye = byeOf(dialog);
    const { status } = await recorder.notify('MediaStatus', { NotifyType: '121' });
    expect(status).toBe(200);
    expect(await bye).toBe('remote-bye');
    expect(playback.facts()).toMatchObject({ state: 'ended', end: { code: 'finished' } });
    await expect(playback.change({ scale: 2 })).rejects.toMatchObject({ status: 409, code: 'playback-ended' });
  });

  it('leaves viewers the time to take what has come', async () => {
    const { playback } = await playing();
    await recorder.notify('MediaStatus', { NotifyType: '121' });
    await over(playback);
    expect(playback.session.stream.closed).toBe(false);
    await site.clock.advanceAsync(kDrainMs);
    await until('the stream to close', () => playback.session.stream.closed);
  });

  it('QUIRK media-status-from: is found by the channel or by the call', async () => {
    const { playback, dialog } = await playing();
    const xml = (id: string) =>
      `<?xml version="1.0"?>\n<Notify><CmdType>MediaStatus</CmdType><SN>1</SN><DeviceID>${id}</DeviceID><NotifyType>121</NotifyType></Notify>`;
    expect((await recorder.message(xml(channelId), channelId)).status).toBe(200);
    await over(playback);
    expect(site.gb28181.stats().quirks).toMatchObject({ 'media-status-from': 1 });
    await until('BYE', () => dialog.state === 'terminated');

    const second = await playing();
    const answer = await second.dialog.request('MESSAGE', {
      contentType: 'Application/MANSCDP+xml',
      body: xml('34020000001310000999'),
    });
    expect(answer.status).toBe(200);
    await over(second.playback);
  });

  it('is that of the one that is nearest to its end', async () => {
    const one = await playing();
    const other = await playing();
    const done = other.playback.change({ positionMs: 590 * second });
    await answerNext(other.infos);
    await done;
    await recorder.notify('MediaStatus', { NotifyType: '121' });
    await over(other.playback);
    expect(one.playback.facts().state).toBe('playing');
  });

  it('does not come from another channel, or with another kind of status', async () => {
    const { playback } = await playing();
    await playing(otherId);
    await recorder.notify('MediaStatus', { NotifyType: '120' });
    const xml = `<Notify><CmdType>MediaStatus</CmdType><SN>1</SN><DeviceID>34020000001310000777</DeviceID><NotifyType>121</NotifyType></Notify>`;
    await recorder.message(xml);
    expect(playback.facts().state).toBe('playing');
  });

  it('by silence or BYE close to the end of the range is its end', async () => {
    const { playback, infos } = await playing();
    const done = playback.change({ positionMs: 598 * second });
    await answerNext(infos);
    await done;
    site.fake.silence(receiver().handle);
    expect((await over(playback)).code).toBe('finished');
  });

  it('comes when the device goes offline while it is to be silent', async () => {
    const { playback, dialog, infos } = await playing();
    const paused = playback.change({ paused: true });
    await answerNext(infos);
    await paused;
    await recorder.register({ expires: 0 });
    await over(playback);
    expect(playback.facts().end).toMatchObject({ code: 'media-lost', text: expect.stringContaining('offline') });
    await until('BYE', () => dialog.state === 'terminated');
  });

  it('by silence before is told as such', async () => {
    const { playback, dialog } = await playing();
    const bye = byeOf(dialog);
    site.fake.silence(receiver().handle);
    expect((await over(playback)).code).toBe('media-lost');
    expect(await bye).toBe('remote-bye');
  });

  it('comes when nobody asks about it or watches', async () => {
    const { playback, dialog } = await playing();
    const bye = byeOf(dialog);
    await site.clock.advanceAsync(kLeaseMs - second);
    playback.touch();
    await site.clock.advanceAsync(kLeaseMs - second);
    expect(playback.facts().state).toBe('playing');
    await site.clock.advanceAsync(second);
    expect((await over(playback)).code).toBe('lease-over');
    expect(await bye).toBe('remote-bye');
  });

  it('waits for a viewer', async () => {
    const { playback } = await playing();
    const options = { container: 'flv', audio: 'raw', hevcLegacy: false, websocket: false, head: '' } as const;
    const viewer = playback.session.stream.adoptViewer(0, options);
    await site.clock.advanceAsync(3 * kLeaseMs);
    expect(playback.facts().state).toBe('playing');
    viewer.close();
    await until('the viewer to be gone', () => playback.session.stream.viewers.size === 0);
    await site.clock.advanceAsync(kLeaseMs);
    expect((await over(playback)).code).toBe('lease-over');
  });

  it('by request says BYE, and is remembered for a minute', async () => {
    const { playback, dialog } = await playing();
    const bye = byeOf(dialog);
    await playback.stop();
    expect(await bye).toBe('remote-bye');
    expect(playback.facts()).toMatchObject({ state: 'ended', end: { code: 'stopped' } });
    expect(site.gb28181.history.playbacks.get(playback.id)).toBe(playback);
    await site.clock.advanceAsync(60 * second);
    expect(site.gb28181.history.playbacks.get(playback.id)).toBeUndefined();
  });
});
