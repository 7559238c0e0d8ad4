// Records that are played: what REST changes goes out as MANSRTSP, line by line, and what the device answers is told.
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { TestPlatform } from '../support/platform.ts';
import { type Golden, golden, goldens } from './goldens.ts';
import { channelId, deviceId, RawDevice, withSn } from './raw-device.ts';
import { type Answered, call, told } from './rest.ts';
import { cellName, type Edition, editions, type Row, rows } from './rows.ts';

const range = { start: '2026-03-01T08:00:00+08:00', end: '2026-03-01T08:20:00+08:00' };
const mansrtsp = 'Application/MANSRTSP';
const rowOf = (section: Row['section'], name: string) =>
  rows.find((row) => row.section === section && row.name === name)!;
const titleOf = (section: Row['section'], name: string, edition: Edition) =>
  cellName({ row: rowOf(section, name), edition, aspect: 'REST' });

interface Playback {
  id: string;
  state: string;
  scale: number;
  position: number;
  ended: { code: string } | null;
  answers: { command: string; status: number; scale: number | null }[];
}

let platform: TestPlatform;
let device: RawDevice;
let playback: Playback;
let callId: string;

/** The platform counts for itself. */
const withoutCseq = (lines: Buffer) => lines.toString().replace(/^CSeq: \d+\r\n/m, '');

async function play(): Promise<Playback> {
  const started = told<Playback>(platform, 'POST', `/devices/${deviceId}/channels/${channelId}/playbacks`, range);
  const { request } = await device.next({ method: 'INVITE' });
  callId = request.callId;
  const offer = request.body.toString();
  const ssrc = /^y=(\d+)/m.exec(offer)![1];
  const lines = ['v=0', `o=${channelId} 0 0 IN IP4 127.0.0.1`, 's=Playback', 'c=IN IP4 127.0.0.1'];
  const times = /^t=.*$/m.exec(offer)![0].trim();
  const media = ['m=video 15060 RTP/AVP 96', 'a=sendonly', 'a=rtpmap:96 PS/90000', `y=${ssrc}`];
  device.answer(request, 'application/sdp', `${[...lines, times, ...media].join('\r\n')}\r\n`);
  await device.next({ method: 'ACK', callId });
  return started;
}

/** A change by REST, the lines that it must bring, and the answer to them. */
async function change(body: object, asked: Golden, answer = 'RTSP/1.0 200 OK\r\n'): Promise<Playback> {
  const answered = call(platform, 'PATCH', `/playbacks/${playback.id}`, body);
  await control(asked, answer, answered);
  const { status, body: changed } = await answered;
  expect({ status, body: changed }).toMatchObject({ status: 200 });
  return changed as Playback;
}

async function control(asked: Golden, answer: Buffer | string, answered: Promise<Answered>): Promise<void> {
  const early = answered.then((one) => Promise.reject(new Error(`nothing was sent: ${JSON.stringify(one)}`)));
  const { request } = await Promise.race([device.next({ method: 'INFO', callId }), early]);
  expect(request.headers.get('Content-Type')).toBe(mansrtsp);
  expect(withoutCseq(request.body)).toBe(withoutCseq(asked.wire));
  device.answer(request, mansrtsp, answer);
}

describe.each(editions)('of %s', (edition) => {
  const message = (name: string, part = 'request') => golden(rowOf('mansrtsp', name), edition, part);

  beforeAll(async () => {
    platform = await TestPlatform.start();
    device = await RawDevice.register(platform, edition);
  });
  afterAll(async () => {
    device.close();
    await platform.stop();
  });
  beforeEach(async () => {
    device.forget();
    playback = await play();
  });
  afterEach(async () => {
    if (playback.id) await call(platform, 'DELETE', `/playbacks/${playback.id}`);
  });

  it(titleOf('mansrtsp', 'Speed', edition), async () => {
    for (const speed of goldens(rowOf('mansrtsp', 'Speed'), edition)) {
      const { scale } = speed.says as { scale: number };
      expect(await change({ scale }, speed)).toMatchObject({ scale, answers: [{ command: 'scale', status: 200 }] });
    }
  });

  it(titleOf('mansrtsp', 'Pause', edition), async () => {
    const paused = await change({ paused: true }, message('Pause'));
    expect(paused).toMatchObject({ state: 'paused', answers: [{ command: 'pause', status: 200 }] });
  });

  it(titleOf('mansrtsp', 'Resume', edition), async () => {
    await change({ paused: true }, message('Pause'));
    const resumed = await change({ paused: false }, message('Resume'));
    expect(resumed).toMatchObject({ state: 'playing', answers: [{ command: 'resume', status: 200 }] });
  });

  it(titleOf('mansrtsp', 'Seek', edition), async () => {
    const sought = await change({ position: 120 }, message('Seek'));
    expect(sought).toMatchObject({ position: expect.closeTo(120, 0), answers: [{ command: 'seek', status: 200 }] });
  });

  it(titleOf('mansrtsp', 'Teardown', edition), async () => {
    const ended = call(platform, 'DELETE', `/playbacks/${playback.id}`);
    await control(message('Teardown'), 'RTSP/1.0 200 OK\r\n', ended);
    await device.next({ method: 'BYE', callId });
    expect(await ended).toMatchObject({ status: 204 });
  });

  it(titleOf('mansrtsp', 'Answer', edition), async () => {
    const fourfold = goldens(rowOf('mansrtsp', 'Speed'), edition).find(({ part }) => part === 'fourfold')!;
    const changed = await change({ scale: 4 }, fourfold, message('Answer', 'answer').wire.toString());
    // What the device says it uses, not what it was asked for.
    expect(changed).toMatchObject({ scale: 2, answers: [{ command: 'scale', status: 200, scale: 2 }] });
  });

  it(titleOf('mansrtsp', 'Reverse', edition), async () => {
    if (edition === '2016') return refused({ scale: -1 });
    const changed = await change({ scale: -1 }, message('Reverse'), message('Reverse', 'answer').wire.toString());
    expect(changed).toMatchObject({ scale: -1, answers: [{ command: 'scale', status: 200, scale: -1 }] });
  });

  it(titleOf('mansrtsp', 'ReverseRange', edition), async () => {
    if (edition === '2016') return refused({ scale: -1, position: 600 });
    await change({ scale: -1 }, message('Reverse'));
    const sought = await change({ position: 600 }, message('ReverseRange'));
    expect(sought).toMatchObject({ scale: -1, answers: [{ command: 'seek', status: 200 }] });
  });

  if (edition === '2022')
    it(titleOf('mansrtsp', 'RangeKeepsScale', edition), async () => {
      const fourfold = goldens(rowOf('mansrtsp', 'Speed'), edition).find(({ part }) => part === 'fourfold')!;
      await change({ scale: 4 }, fourfold);
      expect(await change({ position: 30 }, message('RangeKeepsScale'))).toMatchObject({ scale: 4 });
    });

  it(titleOf('notify', 'MediaStatus', edition), async () => {
    const { wire } = golden(rowOf('notify', 'MediaStatus'), edition, 'notify');
    expect(await device.message(withSn(wire, '1'))).toBe(200);
    await device.next({ method: 'BYE', callId });
    expect(await told(platform, 'GET', `/playbacks/${playback.id}`)).toMatchObject({
      state: 'ended',
      ended: { code: 'finished' },
    });
  });

  /** The device cannot know it: REST says so, and nothing goes out. */
  async function refused(body: object): Promise<void> {
    expect(await call(platform, 'PATCH', `/playbacks/${playback.id}`, body)).toMatchObject({
      status: 409,
      body: { code: 'edition-too-old' },
    });
    expect(device.forget().filter(({ request }) => request.callId === callId)).toEqual([]);
  }
});
