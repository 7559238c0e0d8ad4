import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { XmlNode } from '../../../../src/gb28181/codec/manscdp.ts';
import {
  type Broadcast,
  kMaxAnnouncementWaitMs,
  kMicrophoneLeaseMs,
} from '../../../../src/gb28181/media-session/broadcast.ts';
import { kMaxCallWaitMs, kMaxConnectMs } from '../../../../src/gb28181/media-session/broadcast-session.ts';
import type { SoundTarget } from '../../../../src/gb28181/media-session/sound-session.ts';
import { parseSdp, type SessionDescription, writeSdp } from '../../../../src/sdp/session-description.ts';
import type { ClientInvite } from '../../../../src/sip/index.ts';
import { cameraId, channelIds, domain, platformId, recorderId, Site, type TestDevice, until } from '../site.ts';

const [channelId, otherId] = channelIds;
const target: SoundTarget = { deviceId: cameraId, channelId };
const microphone = { kind: 'microphone', codec: 'PCM16' } as const;
const file = { kind: 'file', name: 'a.wav', path: '/a.wav', codec: 'WAV' } as const;

let site: Site;
let camera: TestDevice;

beforeEach(async () => {
  site = await Site.open();
  camera = await site.registered();
});
afterEach(() => site.close());

const broadcast = (targets = [target]) =>
  site.gb28181.broadcasts.start({ mode: 'broadcast', source: microphone, targets });
const state = (one: Broadcast, index = 0) => one.facts.sessions[index]!;
const sender = (index = 0) => site.fake.list('sender')[index]!;
const reached = (one: Broadcast, wished: string, index = 0) => until(wished, () => state(one, index).state === wished);
const over = (one: Broadcast) => until('the end', () => site.gb28181.broadcasts.get(one.id) === undefined);

/** The device says that it is going to call. */
async function told(fields: XmlNode = { Result: 'OK' }) {
  const notify = await camera.query('Broadcast');
  await camera.notify('Broadcast', fields, 'Response', notify.sn);
  return notify;
}

const wish: SessionDescription = {
  username: channelId,
  address: '127.0.0.1',
  sessionName: 'Play',
  kind: 'audio',
  port: 9712,
  tcp: false,
  payloads: [
    { payload: 8, encoding: 'PCMA', rate: 8000 },
    { payload: 96, encoding: 'PS', rate: 90_000 },
  ],
  direction: 'recvonly',
  ssrc: '0022371912',
  format: 'v/0/0/0/0/0a/1/8/1',
};

/** The device calls the platform. */
function invite(changes: Partial<SessionDescription> = {}, from: string = channelId): ClientInvite {
  const uri = `sip:${platformId}@${domain}`;
  const call = camera.endpoint.invite({
    uri,
    from: `sip:${from}@${domain}`,
    to: uri,
    target: { protocol: 'udp', address: '127.0.0.1', port: site.endpoint.port },
    headers: { Subject: `${platformId}:0,${channelId}:0` },
    contentType: 'application/sdp',
    body: writeSdp({ ...wish, ...changes }),
  });
  call.accepted.catch(() => {});
  return call;
}

async function sending(one: Broadcast, changes: Partial<SessionDescription> = {}) {
  await told();
  const dialog = await invite(changes).accepted;
  dialog.ack();
  await until('the ACK', () => !sender().held);
  site.fake.connectSender(sender().handle);
  await reached(one, 'sending');
  return dialog;
}

describe('a broadcast', () => {
  it('[GB/T 28181-2016 §9.12] is told to the device without DeviceID, by source and target', async () => {
    const one = await broadcast();
    const notify = await told();
    expect(notify).toMatchObject({
      kind: 'Notify',
      deviceId: '',
      fields: { SourceID: platformId, TargetID: channelId },
    });
    await reached(one, 'waiting');
  });

  it('[GB/T 28181-2016 §9.12] answers the call with sendonly, y= and f=, and sounds after the ACK', async () => {
    const one = await broadcast();
    await told();
    const dialog = await invite().accepted;
    expect(parseSdp(dialog.remoteBody)).toMatchObject({
      username: platformId,
      kind: 'audio',
      port: sender().port,
      tcp: false,
      direction: 'sendonly',
      payloads: [{ payload: 8, encoding: 'PCMA', rate: 8000 }],
      ssrc: wish.ssrc,
      format: 'v/////a/1/8/1',
    });
    expect(sender().options).toMatchObject({
      transport: 'udp',
      format: 'audio',
      payloadType: 8,
      ssrc: Number(wish.ssrc),
      remote: { address: '127.0.0.1', port: 9712 },
    });
    expect(sender().held).toBe(true);
    dialog.ack();
    await until('the sound', () => !sender().held);
    site.fake.connectSender(sender().handle);
    await reached(one, 'sending');
    expect(state(one)).toMatchObject({ transport: 'udp', format: 'audio', error: null });
  });

  it.each([
    ['udp', { tcp: false }, undefined, true],
    ['tcp-active', { tcp: true, setup: 'passive' }, 'active', true],
    ['tcp-passive', { tcp: true, setup: 'active', port: 9 }, 'passive', false],
    ['tcp-passive', { tcp: true }, 'passive', false],
  ] as const)('goes by %s when the device asks for %o', async (transport, changes, setup, remote) => {
    await broadcast();
    await told();
    const answer = parseSdp((await invite(changes).accepted).remoteBody);
    expect(answer.setup).toBe(setup);
    expect(sender().options.transport).toBe(transport);
    expect(sender().options.remote !== undefined).toBe(remote);
    expect(answer.port).toBe(transport === 'tcp-active' ? 9 : sender().port);
  });

  it('is a Program Stream when the device knows nothing else, with an SSRC of ours when it tells none', async () => {
    const one = await broadcast();
    await told();
    const payloads = [{ payload: 96, encoding: 'PS', rate: 90_000 }];
    const { remoteBody } = await invite({ payloads, ssrc: undefined }).accepted;
    expect(sender().options).toMatchObject({ format: 'ps', payloadType: 96 });
    expect(parseSdp(remoteBody).ssrc).toMatch(/^0\d{9}$/);
    expect(state(one).format).toBe('ps');
  });

  it('sounds with the answer to a device that wants that', async () => {
    await site.gb28181.updateSettings(cameraId, { soundAfterAck: false });
    await broadcast();
    await told();
    await invite().accepted;
    expect(sender().held).toBe(false);
  });

  it('takes the call of a device that calls by its own ID, and before it confirms', async () => {
    const one = await broadcast();
    await camera.query('Broadcast');
    await invite({}, cameraId).accepted;
    expect(state(one).state).toBe('connecting');
  });

  it.each([
    ['knows no A-law', { payloads: [{ payload: 0, encoding: 'PCMU', rate: 8000 }] }],
    ['wants to be heard only', { direction: 'sendonly' }],
    ['has no port', { port: 0 }],
  ] as const)('refuses with 488 a device that %s', async (_, changes) => {
    const one = await broadcast();
    await told();
    await expect(invite(changes as Partial<SessionDescription>).accepted).rejects.toMatchObject({
      response: { status: 488 },
    });
    expect(state(one)).toMatchObject({ state: 'ended', error: { code: 'offer-unusable' } });
  });

  it('refuses a call that nobody asked for', async () => {
    await expect(invite({}, cameraId).accepted).rejects.toMatchObject({ response: { status: 403 } });
    const one = await broadcast();
    await sending(one);
    await expect(invite({}, cameraId).accepted, 'a second call').rejects.toMatchObject({ response: { status: 403 } });
  });

  it('ends with the reason when the device says that it cannot', async () => {
    const one = await broadcast();
    await told({ Result: 'ERROR' });
    await over(one);
    expect(state(one).error?.code).toBe('device-refused');
    expect(site.fake.list('stream')).toEqual([]);
  });

  it('waits long for a call, and not for ever', async () => {
    const one = await broadcast();
    await told();
    await reached(one, 'waiting');
    one.talk((voice) => voice.adoptMicrophone(5, { codec: 'PCM16' }));
    site.clock.advance(kMaxCallWaitMs - 1);
    expect(state(one).state).toBe('waiting');
    site.clock.advance(1);
    await over(one);
    expect(state(one).error?.code).toBe('no-call');
  });

  it('gives up on a device that calls and does not connect', async () => {
    const one = await broadcast();
    await told();
    const dialog = await invite({ tcp: true, setup: 'active', port: 9 }).accepted;
    dialog.ack();
    await until('the ACK', () => !sender().held);
    site.clock.advance(kMaxConnectMs);
    await until('BYE', () => dialog.state === 'terminated');
    await over(one);
    expect(state(one).error?.code).toBe('no-connection');
  });

  it('tells that the device hung up, and gives everything back', async () => {
    const one = await broadcast();
    const dialog = await sending(one);
    await dialog.bye();
    await over(one);
    expect(state(one).error).toMatchObject({ code: 'device-ended', message: 'The device ended the broadcast (BYE).' });
    expect(await site.calls.all()).toEqual([]);
    await until('nothing left', () => site.fake.list('stream').length + site.fake.list('sender').length === 0);
  });

  it('ends with BYE when the way of the sound breaks', async () => {
    const one = await broadcast();
    const dialog = await sending(one);
    site.fake.fail(sender().handle, 'GL_ERR_PEER_CLOSED');
    await until('BYE', () => dialog.state === 'terminated');
    expect(state(one).error?.code).toBe('media-connection');
  });

  it('goes to several channels, of which one may end alone', async () => {
    const one = await broadcast([target, { deviceId: cameraId, channelId: otherId }]);
    await told();
    await told();
    const first = await invite().accepted;
    await one.stopTarget(cameraId, channelId, 'enough');
    await until('BYE', () => first.state === 'terminated');
    expect(state(one, 0).state).toBe('ended');
    expect(state(one, 1).state).toBe('waiting');
    expect(await one.stopTarget(cameraId, 'other', '')).toBe(false);
    expect(site.gb28181.broadcasts.get(one.id)).toBe(one);
  });

  it('speaks to no loudspeaker that hears another, nor to what is unknown', async () => {
    await broadcast();
    await expect(broadcast()).rejects.toMatchObject({ status: 503, code: 'device-busy' });
    await expect(broadcast([{ deviceId: recorderId, channelId }])).rejects.toMatchObject({ code: 'device-unknown' });
    await expect(broadcast([{ deviceId: cameraId, channelId: '1' }])).rejects.toMatchObject({
      code: 'channel-unknown',
    });
  });

  it('is remembered while it lasts, so that the next process can end it', async () => {
    const one = await broadcast();
    const dialog = await sending(one);
    const [call] = await until('the call in the store', async () => {
      const all = await site.calls.all();
      return all.length > 0 && all;
    });
    expect(call).toMatchObject({
      ...target,
      callId: dialog.callId,
      localTag: dialog.remoteTag,
      remoteTag: dialog.localTag,
    });
    expect(call!.remoteTarget).toContain(`127.0.0.1:${camera.endpoint.port}`);
    await one.stop('enough');
    expect(await site.calls.all()).toEqual([]);
  });

  it('ends when the platform stops', async () => {
    const one = await broadcast();
    const dialog = await sending(one);
    await site.gb28181.stop();
    expect(dialog.state).toBe('terminated');
  });
});

describe('the source', () => {
  it('is a microphone that must come in time', async () => {
    const one = await broadcast();
    await told();
    expect(one.wantsMicrophone).toBe(true);
    site.clock.advance(kMicrophoneLeaseMs);
    await over(one);
    expect(one.wantsMicrophone).toBe(false);
  });

  it('ends the broadcast when the microphone closes', async () => {
    const one = await broadcast();
    const dialog = await sending(one);
    one.talk((voice, codec) => voice.adoptMicrophone(5, { codec }));
    expect(one.facts.live).toBe(true);
    expect(one.wantsMicrophone).toBe(false);
    const [open] = site.fake.list('microphone');
    expect(open!.options.codec).toBe('PCM16');
    site.clock.advance(kMicrophoneLeaseMs);
    expect(state(one).state).toBe('sending');
    site.fake.fail(open!.handle, 'GL_ERR_PEER_CLOSED');
    await over(one);
    await until('BYE', () => dialog.state === 'terminated');
    expect(state(one).error).toBeNull();
  });

  it('is a file that begins when everybody hears, and ends the broadcast', async () => {
    const one = await site.gb28181.broadcasts.start({ mode: 'broadcast', source: file, targets: [target] });
    expect(site.fake.list('clip')).toEqual([]);
    const dialog = await sending(one);
    const [clip] = site.fake.list('clip');
    expect(clip!.options).toMatchObject({ audio: { path: '/a.wav', codec: 'WAV' }, loops: 1 });
    expect(one.wantsMicrophone).toBe(false);
    site.fake.fail(clip!.handle, 'GL_OK');
    await over(one);
    await until('BYE', () => dialog.state === 'terminated');
  });

  it('does not wait for ever for a device that does not come', async () => {
    const targets = [target, { deviceId: cameraId, channelId: otherId }];
    await site.gb28181.broadcasts.start({ mode: 'broadcast', source: file, targets });
    site.clock.advance(kMaxAnnouncementWaitMs);
    expect(site.fake.list('clip')).toHaveLength(1);
  });
});

describe('a talk', () => {
  const talk = () => site.gb28181.broadcasts.start({ mode: 'talk', source: microphone, targets: [target] });
  const said: Partial<SessionDescription> = {
    sessionName: 'Talk',
    kind: 'audio',
    port: 9712,
    payloads: [{ payload: 8, encoding: 'PCMA', rate: 8000 }],
  };

  it('[GB/T 28181-2016 annex F] invites with s=Talk and sendrecv, and speaks from the port that hears', async () => {
    const one = await talk();
    const { incoming, offer } = await camera.invited();
    expect(offer).toMatchObject({
      sessionName: 'Talk',
      kind: 'audio',
      direction: 'sendrecv',
      port: site.receiver().port,
      payloads: [{ payload: 8, encoding: 'PCMA', rate: 8000 }],
      format: 'v/////a/1/8/1',
    });
    const dialog = camera.accept(incoming, said);
    await reached(one, 'connecting');
    expect(sender().options).toMatchObject({
      receiver: site.receiver().handle,
      remote: { address: '127.0.0.1', port: 9712 },
      ssrc: Number(offer.ssrc),
      payloadType: 8,
      format: 'audio',
    });
    site.fake.connectSender(sender().handle);
    await reached(one, 'sending');
    expect(state(one).stream).toBe(`talk-${one.id}-${channelId}`);
    expect(site.engine.stream(state(one).stream!)).toBeDefined();
    await dialog.bye();
    await over(one);
    expect(state(one).error?.code).toBe('device-ended');
  });

  it('that ends in the moment of its acceptance says BYE', async () => {
    const one = await talk();
    const { incoming } = await camera.invited();
    const put = site.calls.put.bind(site.calls);
    site.calls.put = (call) => {
      void one.stop('nobody listens any more');
      return put(call);
    };
    const dialog = camera.accept(incoming, said);
    await over(one);
    await until('BYE', () => dialog.state === 'terminated');
  });

  it.each(['tcp-passive', 'tcp-active'] as const)('has one connection for both ways by %s', async (mediaTransport) => {
    await site.gb28181.updateSettings(cameraId, { mediaTransport });
    const one = await talk();
    const { incoming } = await camera.invited();
    camera.accept(incoming, said);
    await reached(one, 'connecting');
    expect(sender().options.remote).toBeUndefined();
    expect(sender().options.receiver).toBe(site.receiver().handle);
    await one.stop('enough');
  });

  it('tells why the device refused', async () => {
    const one = await talk();
    const { incoming } = await camera.invited();
    incoming.respond(486);
    await over(one);
    expect(state(one).error?.code).toBe('device-busy');
  });

  it('gives up on a device that accepts and does not connect', async () => {
    await site.gb28181.updateSettings(cameraId, { mediaTransport: 'tcp-passive' });
    const one = await talk();
    const { incoming } = await camera.invited();
    const dialog = camera.accept(incoming, said);
    await reached(one, 'connecting');
    site.clock.advance(kMaxConnectMs);
    await until('BYE', () => dialog.state === 'terminated');
    expect(state(one).error?.code).toBe('no-connection');
  });
});
