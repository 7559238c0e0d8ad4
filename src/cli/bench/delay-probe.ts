import { createServer, type Server, type Socket } from 'node:net';
import { nowMs } from './bench-engine.ts';

// How long a picture takes through the receiving engine. Two players watch the same camera: one at the sending engine, one
// at the receiving engine. An engine serves a stream's senders and players in the same turn, so the first player sees a
// picture's last byte when its last packet is sent; the second one when the receiving engine has taken it in and has sent
// it on. How late a player's own thread wakes is in both times and, on the whole, goes out in the difference. For that the
// players must be in two processes: one thread that wakes late would read both at once and see no delay.

const flvHeadBytes = 9 + 4;
const tagHeadBytes = 11;
const tagTailBytes = 4;
const videoTag = 9;
/** ISO/IEC 14496-15 AVCPacketType of a sequence header: no picture. */
const sequenceHeader = 0;
/** A player that is farther off than this shows another loop's picture. */
const maxDelayMs = 1500;

export interface Seen {
  atMs: number;
  bytes: number;
}

/** Cuts a player's FLV bytes into pictures; each counts when its last byte is there. */
export class PictureReader {
  readonly seen: Seen[] = [];
  #rest: Buffer = Buffer.alloc(0);
  #begun = false;

  read(chunk: Buffer, atMs: number): void {
    let bytes = this.#rest.length > 0 ? Buffer.concat([this.#rest, chunk]) : chunk;
    if (!this.#begun && bytes.length >= flvHeadBytes) {
      this.#begun = true;
      bytes = bytes.subarray(flvHeadBytes);
    }
    while (this.#begun && bytes.length >= tagHeadBytes) {
      const size = bytes.readUIntBE(1, 3);
      const whole = tagHeadBytes + size + tagTailBytes;
      if (bytes.length < whole) break;
      if (bytes[0] === videoTag && bytes[tagHeadBytes + 1] !== sequenceHeader) this.seen.push({ atMs, bytes: size });
      bytes = bytes.subarray(whole);
    }
    this.#rest = bytes;
  }
}

/** Milliseconds of each picture that both players saw; pictures of a loop are told apart by their sizes. */
export function delaysOf(sent: Seen[], received: Seen[]): number[] {
  const delays: number[] = [];
  const bySize = new Map<number, number[]>();
  for (const { atMs, bytes } of sent) {
    const times = bySize.get(bytes);
    if (times) times.push(atMs);
    else bySize.set(bytes, [atMs]);
  }
  for (const { atMs, bytes } of received) {
    const distances = (bySize.get(bytes) ?? []).map((sentMs) => atMs - sentMs);
    const nearest = distances.sort((a, b) => Math.abs(a) - Math.abs(b))[0];
    // The one player may wake later than the other.
    if (nearest !== undefined && Math.abs(nearest) < maxDelayMs) delays.push(Math.max(0, nearest));
  }
  return delays;
}

/** A player that listens for one engine to connect. */
export class Player {
  readonly reader = new PictureReader();
  readonly #server: Server;
  #socket: Socket | undefined;

  static open(): Promise<Player> {
    return new Promise((resolve, reject) => {
      const player = new Player();
      player.#server.once('error', reject).listen({ host: '127.0.0.1', port: 0 }, () => resolve(player));
    });
  }

  private constructor() {
    this.#server = createServer((socket) => {
      this.#socket = socket;
      socket.on('data', (chunk) => this.reader.read(chunk, nowMs()));
      socket.on('error', () => socket.destroy());
    });
  }

  get port(): number {
    return (this.#server.address() as { port: number }).port;
  }
  close(): void {
    this.#socket?.destroy();
    this.#server.close();
  }
}
