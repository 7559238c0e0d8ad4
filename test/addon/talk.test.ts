import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import type { Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { Handle, Transport } from '../../src/engine/binding.d.ts';
import { clips, connection, flvTags, NativeHarness } from './native-harness.ts';

// Sound towards devices through the loaded addon: a microphone's socket, and two ways on one pair of ports.

const pcmaFlv = 7;

/** A client's binary message with a mask of zeros: RFC 6455 §5.2. */
function message(payload: Buffer): Buffer {
  const head = Buffer.from([0x82, 0x80 | 126, 0, 0, 0, 0, 0, 0]);
  head.writeUInt16BE(payload.length, 2);
  return Buffer.concat([head, payload]);
}

function fdOf(socket: Socket): number {
  return (socket as unknown as { _handle: { fd: number } })._handle.fd;
}

describe('a microphone', () => {
  it('feeds a stream with A-law, beginning with what was read before the hand-over', async () => {
    const harness = new NativeHarness();
    const stream = harness.openStream('voice');
    const { ours, player: client } = await connection();
    onTestFinished(() => void client.destroy());
    const sound = Buffer.alloc(320, 0x2a);
    const first = message(sound);
    const microphone = harness.native.adoptMicrophone(fdOf(ours), {
      stream,
      codec: 'PCMA',
      pending: first.subarray(0, 50),
    });
    ours.destroy();
    const player = await harness.play(stream);
    const heard = () => (player.received.length > 0 ? flvTags(player.received).filter(({ type }) => type === 8) : []);
    client.write(first.subarray(50));
    // A player begins with the newest sound: the second must not come together with the first.
    await expect.poll(() => heard().length).toBe(1);
    client.write(message(sound));
    await expect.poll(() => heard().length).toBe(2);
    const [tag] = heard();
    expect(tag!.body[0]! >> 4).toBe(pcmaFlv);
    expect(tag!.body.subarray(1)).toEqual(sound);
    expect(harness.native.stats().microphones).toBe(1);
    harness.native.closeMicrophone(microphone, 1000, 'enough');
    expect(await harness.until('closed', microphone)).toMatchObject({ code: 'GL_CLOSED_BY_LOCAL' });
    expect(() => harness.native.closeMicrophone(microphone, 1000, '')).toThrow(
      expect.objectContaining({ code: 'GL_ERR_CLOSED' }),
    );
  });

  it('is refused with options that cannot be', async () => {
    const { native } = new NativeHarness();
    const stream = native.openStream({ name: 'voice', onLoss: 'pass' });
    const open = (options: object) => native.adoptMicrophone(0, options as never);
    expect(() => open({ stream, codec: 'OPUS' })).toThrow(RangeError);
    expect(() => open({ stream, codec: 'PCMA', pending: 'text' })).toThrow(TypeError);
    expect(() => open({ stream, codec: 'PCMA', pending: Buffer.alloc(65_537) })).toThrow(RangeError);
    expect(() => native.adoptMicrophone(-1, { stream, codec: 'PCMA' })).toThrow(RangeError);
  });
});

it('plays a WAV file once, and tells why another cannot be', async () => {
  const harness = new NativeHarness();
  const folder = mkdtempSync(join(tmpdir(), 'guanlan-wav-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const path = join(folder, 'one.wav');
  const head = Buffer.from('RIFF....WAVEfmt \x10\0\0\0\x07\0\x01\0\x40\x1f\0\0\x40\x1f\0\0\x01\0\x08\0data', 'latin1');
  const size = Buffer.alloc(4);
  size.writeUInt32LE(960);
  writeFileSync(path, Buffer.concat([head, size, Buffer.alloc(960, 0xff)]));
  const stream = harness.openStream('announcement');
  const clip = harness.native.openClip({ stream, audio: { path, codec: 'WAV' }, loops: 1 });
  expect(await harness.until('closed', clip)).toMatchObject({ code: 'GL_OK' });
  await expect.poll(() => harness.native.describeStream(stream)).toMatchObject({ ready: true, frames: 3 });
  const bad = { path: join(clips, 'clip.pcma'), codec: 'WAV' as const };
  expect(() => harness.native.openClip({ stream, audio: bad, loops: 1 })).toThrow(/no WAV file/);
});

describe('a conversation', () => {
  /** One side: hears with a receiver, talks through it. */
  function side(harness: NativeHarness, name: string, transport: Transport) {
    const heard = harness.openStream(`${name} hears`);
    const said = harness.openStream(`${name} says`);
    const receiver = harness.native.openReceiver({ stream: heard, transport, silenceMs: 5000 });
    const talk = (remote?: { address: string; port: number }): Handle =>
      harness.native.openSender({
        stream: said,
        transport,
        receiver: receiver.handle,
        ssrc: 7,
        payloadType: 8,
        format: 'audio',
        ...(remote && { remote }),
      }).handle;
    harness.native.openClip({ stream: said, audio: { path: join(clips, 'clip.pcma'), codec: 'PCMA' }, loops: 0 });
    return { heard, receiver, talk };
  }
  const other: Record<Transport, Transport> = { udp: 'udp', 'tcp-passive': 'tcp-active', 'tcp-active': 'tcp-passive' };
  const address = '127.0.0.1';

  it.each(['udp', 'tcp-passive', 'tcp-active'] as const)(
    'goes both ways between two ports by %s',
    async (transport) => {
      const harness = new NativeHarness({ workers: 2 });
      const platform = side(harness, 'platform', transport);
      const device = side(harness, 'device', other[transport]);
      const to = (port: number) => (transport === 'udp' ? { address, port } : undefined);
      const senders = [platform.talk(to(device.receiver.port)), device.talk(to(platform.receiver.port))];
      if (transport === 'tcp-passive')
        harness.native.connectReceiver(device.receiver.handle, { address, port: platform.receiver.port });
      if (transport === 'tcp-active')
        harness.native.connectReceiver(platform.receiver.handle, { address, port: device.receiver.port });
      for (const { heard, receiver } of [platform, device]) {
        await harness.until('stream:ready', heard);
        const described = () => harness.native.describeReceiver(receiver.handle);
        await expect.poll(described).toMatchObject({ payload: 'PCMA' });
        const { remote } = described();
        if (transport === 'udp')
          expect([platform.receiver.port, device.receiver.port], 'sound comes from where it goes to').toContain(
            remote?.port,
          );
      }
      harness.native.closeReceiver(platform.receiver.handle);
      expect(await harness.until('closed', senders[0])).toMatchObject({ code: 'GL_ERR_PEER_CLOSED' });
    },
  );
});
