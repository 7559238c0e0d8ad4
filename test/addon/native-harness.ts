import { once } from 'node:events';
import { createConnection, createServer, type Socket } from 'node:net';
import { join } from 'node:path';
import { expect, onTestFinished, vi } from 'vitest';
import type { Handle, NativeEngine, NativeEvent, NativeOptions, ViewerOptions } from '../../src/engine/binding.d.ts';
import { loadNative } from '../../src/engine/native.ts';

vi.setConfig({ testTimeout: 20_000 });

export const clips = join(import.meta.dirname, '../../src/cli/camera/clips');

export const options: NativeOptions = {
  workers: 1,
  bindAddress: '127.0.0.1',
  portMin: 0,
  portMax: 0,
  maxStreams: 10,
  maxReceivers: 10,
  maxSenders: 10,
  maxViewers: 10,
  ringBytes: 4 << 20,
  keepGop: true,
  viewerBytes: 4 << 20,
  viewerAgeMs: 5000,
  viewerStallMs: 10_000,
  receiveBufferBytes: 1 << 20,
  reorderPackets: 64,
  reorderMs: 200,
};

type EventOf<Type extends NativeEvent['type']> = Extract<NativeEvent, { type: Type }>;

/** A native engine that ends with its test, and everything that it said. */
export class NativeHarness {
  readonly native: NativeEngine;
  readonly events: NativeEvent[] = [];

  constructor(changed: Partial<NativeOptions> = {}) {
    this.native = new (loadNative().NativeEngine)({ ...options, ...changed }, (batch) => this.events.push(...batch));
    onTestFinished(() => this.native.stop(0));
  }

  of(handle: Handle): NativeEvent[] {
    return this.events.filter((event) => 'handle' in event && event.handle === handle);
  }

  /** Waits for an event of a handle. */
  async until<Type extends NativeEvent['type']>(type: Type, handle?: Handle): Promise<EventOf<Type>> {
    const find = () =>
      this.events.find(
        (event) => event.type === type && (handle === undefined || ('handle' in event && event.handle === handle)),
      );
    await expect.poll(find, { timeout: 15_000, message: `${type} of ${handle}` }).toBeDefined();
    return find() as EventOf<Type>;
  }

  openStream(name: string): Handle {
    return this.native.openStream({ name, onLoss: 'drop-to-key' });
  }

  /** The test clip, with sound. */
  openClip(stream: Handle, loops = 0): Handle {
    return this.native.openClip({
      stream,
      video: { path: join(clips, 'clip.h264'), codec: 'H264', framesPerSecond: 25 },
      audio: { path: join(clips, 'clip.pcma'), codec: 'PCMA' },
      loops,
    });
  }

  /** A real TCP player of the stream, adopted as the HTTP layer does it. */
  async play(stream: Handle, changed: Partial<ViewerOptions> = {}): Promise<Player> {
    const { ours, player } = await connection();
    const fd = (ours as unknown as { _handle: { fd: number } })._handle.fd;
    const viewer = this.native.adoptViewer(fd, { ...viewerOptions, stream, ...changed });
    ours.destroy();
    return new Player(viewer, player);
  }
}

export const viewerOptions: Omit<ViewerOptions, 'stream'> = {
  container: 'flv',
  audio: 'raw',
  hevcLegacy: false,
  websocket: false,
  head: '',
};

/** The player's end of an adopted socket. */
export class Player {
  readonly viewer: Handle;
  readonly socket: Socket;
  received = Buffer.alloc(0);
  ended = false;

  constructor(viewer: Handle, socket: Socket) {
    this.viewer = viewer;
    this.socket = socket;
    socket.on('data', (bytes) => {
      this.received = Buffer.concat([this.received, bytes]);
    });
    socket.on('close', () => {
      this.ended = true;
    });
    onTestFinished(() => {
      socket.destroy();
    });
  }

  async take(bytes: number): Promise<Buffer> {
    await expect.poll(() => this.received.length, { timeout: 15_000 }).toBeGreaterThanOrEqual(bytes);
    return this.received;
  }
}

/** Two ends of a TCP connection. */
export async function connection(): Promise<{ ours: Socket; player: Socket }> {
  const server = createServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (!address || typeof address === 'string') throw new Error('the server has no port');
  const player = createConnection(address.port, '127.0.0.1');
  const [ours] = (await once(server, 'connection')) as [Socket];
  server.close();
  return { ours, player };
}

export interface FlvTag {
  type: number;
  timestampMs: number;
  body: Buffer;
}

/** The whole tags of an FLV stream that may go on; throws when a length lies. */
export function flvTags(bytes: Buffer): FlvTag[] {
  if (bytes.toString('latin1', 0, 3) !== 'FLV') throw new Error('no FLV header');
  const tags: FlvTag[] = [];
  for (let at = 13; at + 11 <= bytes.length; ) {
    const size = bytes.readUIntBE(at + 1, 3);
    if (at + 15 + size > bytes.length) break;
    const timestampMs = bytes.readUIntBE(at + 4, 3) + (bytes[at + 7] ?? 0) * 2 ** 24;
    tags.push({ type: bytes[at] ?? 0, timestampMs, body: bytes.subarray(at + 11, at + 11 + size) });
    if (bytes.readUInt32BE(at + 11 + size) !== size + 11) throw new Error(`PreviousTagSize lies at ${at}`);
    at += 15 + size;
  }
  return tags;
}
