import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { kMaxByeMs } from '../../../../src/gb28181/media-session/left-calls.ts';
import type { MediaTransport } from '../../../../src/gb28181/ports.ts';
import { PlayError, type RunningSource } from '../../../../src/streams/source-provider.ts';
import { cameraId, channelIds, platformId, Site, type TestDevice, until } from '../site.ts';

const [channelId, otherId] = channelIds;
const stream = `${cameraId}/${channelId}`;

let site: Site;
let camera: TestDevice;

beforeEach(async () => {
  site = await Site.open();
  camera = await site.registered();
});
afterEach(() => site.close());

function start(signal = new AbortController().signal, name = stream): Promise<RunningSource> {
  const started = site.gb28181.live.start(name, signal);
  if (!started) throw new Error('not the name of a channel');
  started.catch(() => {});
  return started;
}

/** A session that is agreed. */
async function accepted(transport: MediaTransport = 'udp') {
  await site.gb28181.updateSettings(cameraId, { mediaTransport: transport });
  const started = start();
  const { incoming, offer } = await camera.invited();
  const dialog = camera.accept(incoming);
  return { source: await started, dialog, offer };
}

const explained = () => site.gb28181.explain(cameraId, channelId)?.code;
const nothingIsLeft = () =>
  until(
    'everything to be given back',
    () => site.fake.list('stream').length === 0 && site.fake.list('receiver').length === 0,
  );

describe('offer', () => {
  it('[GB/T 28181-2016 §9.2] invites the channel, with the receiver open before', async () => {
    const started = start();
    const { incoming, offer } = await camera.invited();
    const { options, port } = site.receiver();
    expect(incoming.request.uri).toContain(`sip:${channelId}@127.0.0.1`);
    expect(incoming.request.from.uri.user).toBe(platformId);
    expect(incoming.request.to.uri.user).toBe(channelId);
    expect(incoming.request.contact?.uri.user).toBe(platformId);
    expect(offer).toMatchObject({
      username: platformId,
      sessionName: 'Play',
      address: '127.0.0.1',
      port,
      tcp: false,
      direction: 'recvonly',
      ssrc: String(options.ssrc).padStart(10, '0'),
    });
    expect(offer.payloads[0]).toEqual({ payload: 96, encoding: 'PS', rate: 90_000 });
    camera.accept(incoming);
    expect((await started).stream.name).toBe(stream);
  });

  it('[GB/T 28181-2016 annex K] names sender and receiver in Subject', async () => {
    start();
    const { incoming, offer } = await camera.invited();
    expect(incoming.request.headers.get('Subject')).toBe(`${channelId}:${offer.ssrc},${platformId}:0`);
    incoming.respond(486);
  });

  it.each([
    ['tcp-passive', 'passive'],
    ['tcp-active', 'active'],
  ] as const)('[GB/T 28181-2016 annex D] over TCP: %s is setup:%s', async (transport, setup) => {
    const { offer } = await accepted(transport);
    expect(offer).toMatchObject({ tcp: true, setup });
    expect(offer.port).toBe(transport === 'tcp-active' ? 9 : site.receiver().port);
  });

  it('writes the address that an operator set, for the device or for all', async () => {
    await site.gb28181.updateSettings(cameraId, { mediaAddress: '198.51.100.1' });
    start();
    const { incoming, offer } = await camera.invited();
    expect(offer.address).toBe('198.51.100.1');
    incoming.respond(486);
    await nothingIsLeft();
  });

  it('uses another SSRC and port for another channel', async () => {
    await accepted();
    const second = start(undefined, `${cameraId}/${otherId}`);
    const { incoming, offer } = await camera.invited();
    camera.accept(incoming);
    await second;
    const [one, two] = site.fake.list('receiver');
    expect(one?.options.ssrc).not.toBe(two?.options.ssrc);
    expect(one?.port).not.toBe(two?.port);
    expect(Number(offer.ssrc)).toBe(two?.options.ssrc);
    expect(site.gb28181.stats().sessions).toBe(2);
  });
});

describe('answer', () => {
  it('[RFC 3261 §13.2.2.4] is acknowledged, and media is waited for', async () => {
    const started = start();
    const { incoming } = await camera.invited();
    const dialog = camera.accept(incoming);
    const acknowledged = new Promise((resolve) => dialog.once('ack', resolve));
    await started;
    await acknowledged;
    expect(explained()).toBe('waiting-for-media');
    site.fake.startReceiver(site.receiver().handle);
    await until('the first packet', () => explained() === 'waiting-for-picture');
    site.fake.makeReady(site.fake.list('stream')[0]!.handle);
    await until('the picture', () => explained() === 'playing');
    expect(site.gb28181.stats().invites).toMatchObject({ sent: 1, accepted: 1 });
  });

  it('with an SSRC of its own changes what is expected, in place', async () => {
    const started = start();
    const { incoming, offer } = await camera.invited();
    const { handle, port } = site.receiver();
    camera.accept(incoming, { ssrc: '0200009999' });
    await started;
    expect(site.receiver()).toMatchObject({ handle, port, options: { ssrc: 200009999 } });
    expect(offer.ssrc).not.toBe('0200009999');
    expect(site.gb28181.stats().quirks).toMatchObject({ 'own-ssrc': 1 });
  });

  it('of a device that listens is connected to', async () => {
    await accepted('tcp-active');
    expect(site.receiver().connectedTo).toEqual({ address: '127.0.0.1', port: 15_060 });
  });

  it('that cannot be read is acknowledged and ended', async () => {
    const started = start();
    const { incoming } = await camera.invited();
    const dialog = incoming.accept({ body: 'v=0\r\ns=Play\r\n', contentType: 'application/sdp' });
    const ended = new Promise((resolve) => dialog.once('terminated', resolve));
    await expect(started).rejects.toMatchObject({ status: 502, code: 'bad-answer' });
    expect(await ended).toBe('remote-bye');
    await nothingIsLeft();
  });

  it('that refuses the media ends the call', async () => {
    const started = start();
    const { incoming } = await camera.invited();
    const dialog = camera.accept(incoming, { port: 0 });
    const ended = new Promise((resolve) => dialog.once('terminated', resolve));
    await expect(started).rejects.toMatchObject({ status: 502, code: 'offer-refused' });
    expect(await ended).toBe('remote-bye');
    await nothingIsLeft();
  });

  it.each([
    [400, 502, 'device-refused'],
    [403, 502, 'device-refused'],
    [404, 404, 'channel-unknown-to-device'],
    [408, 503, 'channel-not-available'],
    [480, 503, 'channel-not-available'],
    [486, 503, 'device-busy'],
    [488, 502, 'offer-refused'],
    [500, 502, 'device-refused'],
    [600, 503, 'device-busy'],
  ])('%i becomes %i %s', async (status, play, code) => {
    const started = start();
    const { incoming } = await camera.invited();
    incoming.respond(status);
    await expect(started).rejects.toMatchObject({ status: play, code, message: expect.stringContaining(`${status}`) });
    await nothingIsLeft();
    expect(site.gb28181.stats().invites).toMatchObject({ sent: 1, refused: 1 });
    if (play !== 404) expect(explained()).toBe(code);
    await until('the end of the session', () => site.gb28181.stats().sessions === 0);
  });

  it('that rings is told to who asks', async () => {
    start();
    const { incoming } = await camera.invited();
    expect(explained()).toBe('inviting');
    incoming.respond(180);
    await until('ringing', () => explained() === 'device-trying');
    incoming.respond(486);
    await nothingIsLeft();
  });
});

describe('no answer', () => {
  it('ends with the time for it, and CANCEL when the device had rung', async () => {
    const started = start();
    const { incoming } = await camera.invited();
    incoming.respond(180);
    await until('ringing', () => explained() === 'device-trying');
    const cancelled = new Promise((resolve) => incoming.onCancel(resolve));
    const failed = expect(started).rejects.toMatchObject({ status: 504, code: 'device-no-answer' });
    await site.clock.advanceAsync(10_000);
    await cancelled;
    await failed;
    await nothingIsLeft();
    expect(site.gb28181.stats().invites).toMatchObject({ timedOut: 1 });
  });

  it('when nobody waits any more is cancelled', async () => {
    const abort = new AbortController();
    const started = start(abort.signal);
    const { incoming } = await camera.invited();
    incoming.respond(180);
    await until('ringing', () => explained() === 'device-trying');
    const cancelled = new Promise((resolve) => incoming.onCancel(resolve));
    abort.abort(new PlayError(503, 'stopped', 'nobody waits'));
    await cancelled;
    await expect(started).rejects.toMatchObject({ code: 'aborted' });
    await nothingIsLeft();
  });

  it('[RFC 3261 §9.1] an answer that crosses the CANCEL is acknowledged and ended', async () => {
    const abort = new AbortController();
    const started = start(abort.signal);
    const { incoming } = await camera.invited();
    abort.abort(new PlayError(503, 'stopped', 'nobody waits'));
    const dialog = camera.accept(incoming);
    const ended = new Promise((resolve) => dialog.once('terminated', resolve));
    expect(await ended).toBe('remote-bye');
    await expect(started).rejects.toBeInstanceOf(PlayError);
    await nothingIsLeft();
  });

  it('over a TCP connection that is gone fails at once', async () => {
    const recorder = await site.device({ id: '34020000001320000002', transport: 'tcp' });
    await recorder.register();
    await recorder.endpoint.stop(0);
    const name = '34020000001320000002/34020000001320000002';
    await until('the connection to end', () => site.endpoint.stats().connections === 0);
    await expect(start(undefined, name)).rejects.toMatchObject({ status: 503, code: 'device-unreachable' });
    await nothingIsLeft();
  });
});

describe('end', () => {
  it('[GB/T 28181-2016 §9.2] BYE to the device when nobody watches', async () => {
    const { source, dialog } = await accepted();
    const ended = new Promise((resolve) => dialog.once('terminated', resolve));
    await source.stop('nobody watches');
    expect(await ended).toBe('remote-bye');
    await nothingIsLeft();
    await until('the end of the session', () => site.gb28181.stats().sessions === 0);
  });

  it('BYE reaches a device that has moved since its INVITE', async () => {
    const { source } = await accepted();
    const moved = await site.device();
    expect((await moved.register()).status).toBe(200);
    void source.stop('nobody watches');
    await until('a request at the new place', () => moved.endpoint.stats().received.requests === 1);
    await until('its end', () => site.endpoint.stats().dialogs === 0);
  });

  it('a device that accepts and ends in one breath has ended', async () => {
    camera = await site.registered({ transport: 'tcp' });
    const started = start();
    const { incoming } = await camera.invited();
    void camera.accept(incoming).bye();
    await expect(started).rejects.toMatchObject({ status: 503, code: 'device-ended' });
    await nothingIsLeft();
  });

  it('[GB/T 28181-2016 §9.2] BYE of the device closes the stream', async () => {
    const { source, dialog } = await accepted();
    const closed = new Promise((resolve) => source.stream.once('closed', resolve));
    await dialog.bye();
    await closed;
    expect(source.failure?.()).toMatchObject({ code: 'device-ended' });
    await nothingIsLeft();
  });

  it.each([
    ['silence', 'media-lost', (handle: number) => site.fake.silence(handle)],
    ['RTCP BYE', 'device-ended', (handle: number) => site.fake.bye(handle)],
    ['a lost connection', 'media-connection', (handle: number) => site.fake.fail(handle, 'GL_ERR_PEER_CLOSED')],
  ] as const)('%s ends the call', async (_what, code, happen) => {
    const { source, dialog } = await accepted();
    const ended = new Promise((resolve) => dialog.once('terminated', resolve));
    happen(site.receiver().handle);
    expect(await ended).toBe('remote-bye');
    expect(source.failure?.()).toMatchObject({ status: 503, code });
    expect(explained()).toBe(code);
    await nothingIsLeft();
  });

  it('of the stream in the engine ends the call', async () => {
    const { dialog } = await accepted();
    const ended = new Promise((resolve) => dialog.once('terminated', resolve));
    site.engine.stream(stream)?.close();
    expect(await ended).toBe('remote-bye');
    await nothingIsLeft();
  });

  it('does not wait for a device that is gone', async () => {
    const { source } = await accepted();
    await site.closePeers();
    let over = false;
    const stopping = source.stop('nobody watches').then(() => {
      over = true;
    });
    await nothingIsLeft();
    await site.clock.advanceAsync(kMaxByeMs - 1);
    expect(over).toBe(false);
    await site.clock.advanceAsync(1);
    await stopping;
  });

  it('a new start waits until the device knows of the end of the last one', async () => {
    const { source } = await accepted();
    const order: string[] = [];
    const stopping = source.stop('nobody watches').then(() => order.push('BYE answered'));
    const again = start();
    const { incoming } = await camera.invited();
    order.push('invited');
    await stopping;
    expect(order).toEqual(['BYE answered', 'invited']);
    camera.accept(incoming);
    await (await again).stop('done');
  });

  it('of the platform ends every call', async () => {
    const { dialog } = await accepted();
    const pending = start(undefined, `${cameraId}/${otherId}`);
    const { incoming } = await camera.invited();
    incoming.respond(180);
    const ended = new Promise((resolve) => dialog.once('terminated', resolve));
    await site.gb28181.stop();
    expect(await ended).toBe('remote-bye');
    await expect(pending).rejects.toBeInstanceOf(PlayError);
    await nothingIsLeft();
  });

  it('of a device that is removed', async () => {
    const { dialog } = await accepted();
    const ended = new Promise((resolve) => dialog.once('terminated', resolve));
    await site.gb28181.removeDevice(cameraId);
    expect(await ended).toBe('remote-bye');
    await nothingIsLeft();
  });
});

describe('who can be played', () => {
  it.each(['hello', 'a/b/c', `${cameraId}/`, `/${channelId}`, ''])('%j is no name of a channel', (name) => {
    expect(site.gb28181.live.start(name, new AbortController().signal)).toBeUndefined();
  });

  it.each([
    [`34020000001320000099/${channelId}`, 'device-unknown'],
    [`${cameraId}/34020000001310000099`, 'channel-unknown'],
    ['__proto__/constructor', 'device-unknown'],
  ])('%s: %s', async (name, code) => {
    await expect(start(undefined, name)).rejects.toMatchObject({ status: 404, code });
  });

  it('a device that is offline cannot', async () => {
    await site.clock.advanceAsync(200_000);
    await expect(start()).rejects.toMatchObject({ status: 503, code: 'device-offline' });
    expect(explained()).toBe('device-offline');
  });

  it('a camera may be its own channel', async () => {
    const started = start(undefined, `${cameraId}/${cameraId}`);
    const { incoming } = await camera.invited();
    expect(incoming.request.requestUri.user).toBe(cameraId);
    camera.accept(incoming);
    await started;
    expect(site.gb28181.stats().quirks).toEqual({ 'channel-is-device': 1 });
    await site.gb28181.updateSettings(cameraId, { quirks: { 'channel-is-device': false } });
    await expect(start(undefined, `${cameraId}/${cameraId}`)).rejects.toMatchObject({ code: 'channel-unknown' });
  });

  it.each(['udp', 'tcp'] as const)(
    'ends by BYE what a killed process left with a device over %s',
    async (transport) => {
      camera = await site.registered({ transport });
      const { dialog } = await accepted();
      const ended = new Promise((resolve) => dialog.once('terminated', resolve));
      const killed = site;
      const left = await killed.calls.all();
      await until('the call to be remembered', async () => (await killed.calls.all()).length === 1);
      await killed.endpoint.stop(0);
      // A stop forgets the call, as a kill does not.
      await until('it to be forgotten', async () => (await killed.calls.all()).length === 0);
      await killed.calls.put(left[0]!);
      site = await Site.open({}, killed);
      // Over TCP there is no way to the device until it comes back.
      if (transport === 'tcp') {
        camera.moveTo(site.endpoint.port);
        expect((await camera.register()).status).toBe(200);
      }
      expect(await ended).toBe('remote-bye');
      await until('it to be forgotten', async () => (await site.calls.all()).length === 0);
      await killed.closePeers();
    },
  );

  it('forgets a call that ended', async () => {
    const { source } = await accepted();
    await until('the call to be remembered', async () => (await site.calls.all()).length === 1);
    await source.stop('nobody watches');
    expect(await site.calls.all()).toEqual([]);
  });

  it('forgets a call of a device that nobody knows any more', async () => {
    await site.calls.put({
      callId: 'x',
      deviceId: '34020000001320000999',
      channelId,
      localTag: 'a',
      remoteTag: 'b',
      remoteTarget: 'sip:x@192.0.2.1',
    });
    const killed = site;
    await killed.endpoint.stop(0);
    site = await Site.open({}, killed);
    expect(await site.calls.all()).toEqual([]);
    await killed.closePeers();
  });

  it('a device known from before a restart can, without registering again', async () => {
    await site.stop();
    const after = await Site.open({}, site);
    const started = after.gb28181.live.start(stream, new AbortController().signal)!;
    const { incoming } = await camera.invited();
    camera.accept(incoming);
    expect((await started).stream.name).toBe(stream);
    await after.stop();
  });
});

describe('limits', () => {
  it.each([
    ['GL_ERR_PORT_EXHAUSTED', 'no-media-port'],
    ['GL_ERR_LIMIT', 'busy'],
    ['GL_ERR_SOCKET', 'start-failed'],
  ])('%s of the engine becomes %s', async (error, code) => {
    site.fake.failNextReceiver = error;
    await expect(start()).rejects.toMatchObject({ status: 503, code });
    await nothingIsLeft();
    const started = start();
    const { incoming } = await camera.invited();
    camera.accept(incoming);
    await started;
  });

  it('tells what it waits for when the time is over', async () => {
    const { source } = await accepted();
    expect(source.failure?.()).toMatchObject({ status: 504, code: 'no-media' });
    site.fake.startReceiver(site.receiver().handle);
    await until('the first packet', () => explained() === 'waiting-for-picture');
    expect(source.failure?.()).toMatchObject({ status: 504, code: 'no-picture' });
    site.fake.makeReady(site.fake.list('stream')[0]!.handle);
    await until('the picture', () => explained() === 'playing');
    expect(source.failure?.()).toBeUndefined();
  });
});

describe('one port for all', () => {
  beforeEach(async () => {
    await site.close();
    site = await Site.open({ sharedPort: true });
    camera = await site.registered();
  });

  it('tells sessions apart by SSRC', async () => {
    const { offer: one } = await accepted();
    start(undefined, `${cameraId}/${otherId}`);
    const { offer: two } = await camera.invited();
    expect(two.port).toBe(one.port);
    expect(two.ssrc).not.toBe(one.ssrc);
    expect(site.receiver().options.remote?.address).toBe('127.0.0.1');
  });

  it('takes another SSRC where a device took one of ours', async () => {
    const started = start();
    const { incoming, offer } = await camera.invited();
    const next = (ssrc: string | undefined, by: number) => String(Number(ssrc) + by).padStart(10, '0');
    camera.accept(incoming, { ssrc: next(offer.ssrc, 1) });
    await started;
    start(undefined, `${cameraId}/${otherId}`);
    expect((await camera.invited()).offer.ssrc).toBe(next(offer.ssrc, 2));
  });

  it('connects from a port of its own over tcp-active', async () => {
    await accepted('tcp-active');
    expect(site.receiver().options.sharedPort).toBeUndefined();
  });
});
