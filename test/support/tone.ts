// Tones: made as WAV files, found again in A-law that a stream of the engine carries.
import { Socket } from 'node:net';
import type { Stream } from '../../src/engine/engine.ts';

export const sampleRate = 8000;

/** 16-bit mono WAV of a sine; `amplitude` of 32768. */
export function toneWav(hertz: number, amplitude: number, seconds: number, rate = sampleRate): Buffer {
  const samples = Math.floor(seconds * rate);
  const wav = Buffer.alloc(44 + 2 * samples);
  wav.write('RIFF', 0, 'latin1');
  wav.writeUInt32LE(36 + 2 * samples, 4);
  wav.write('WAVEfmt ', 8, 'latin1');
  wav.writeUInt32LE(16, 16);
  wav.writeUInt16LE(1, 20);
  wav.writeUInt16LE(1, 22);
  wav.writeUInt32LE(rate, 24);
  wav.writeUInt32LE(2 * rate, 28);
  wav.writeUInt16LE(2, 32);
  wav.writeUInt16LE(16, 34);
  wav.write('data', 36, 'latin1');
  wav.writeUInt32LE(2 * samples, 40);
  for (let i = 0; i < samples; i++)
    wav.writeInt16LE(Math.round(amplitude * Math.sin((2 * Math.PI * hertz * i) / rate)), 44 + 2 * i);
  return wav;
}

/** ITU-T G.711 table 1a, to 16 bits. */
export function linearOf(code: number): number {
  const bits = code ^ 0x55;
  const segment = (bits >> 4) & 7;
  const step = bits & 15;
  const magnitude = segment === 0 ? (step << 4) + 8 : ((step << 4) + 0x108) << (segment - 1);
  return bits & 0x80 ? magnitude : -magnitude;
}

/** Amplitude of one frequency in samples: the Goertzel algorithm. */
export function amplitudeOf(samples: readonly number[], hertz: number): number {
  const w = 2 * Math.cos((2 * Math.PI * hertz) / sampleRate);
  let s1 = 0;
  let s2 = 0;
  for (const sample of samples) [s1, s2] = [sample + w * s1 - s2, s1];
  return (2 * Math.sqrt(s1 * s1 + s2 * s2 - w * s1 * s2)) / samples.length;
}

/** The frequency of `around` ± 60 Hz that is the strongest, to 2 Hz. */
export function strongest(samples: readonly number[], around: number): number {
  let best = { hertz: 0, amplitude: 0 };
  for (let hertz = around - 60; hertz <= around + 60; hertz += 2) {
    const amplitude = amplitudeOf(samples, hertz);
    if (amplitude > best.amplitude) best = { hertz, amplitude };
  }
  return best.hertz;
}

/** Listens to a stream of A-law as a player of FLV does, from when this is called. */
export class Listener {
  readonly samples: number[] = [];
  /** When the newest sample came, epoch milliseconds. */
  heardAt = 0;
  readonly #socket: Socket;
  #received = Buffer.alloc(0);

  constructor(stream: Stream) {
    const [inner, outer] = stream.openSocketPair();
    stream.adoptViewer(inner, { container: 'flv', audio: 'raw', hevcLegacy: false, websocket: false, head: '' });
    // Of the pair's two ends, the engine has a copy of this one.
    new Socket({ fd: inner }).destroy();
    this.#socket = new Socket({ fd: outer });
    this.#socket.on('data', (bytes) => this.#take(bytes));
  }

  close(): void {
    this.#socket.destroy();
  }

  #take(bytes: Buffer): void {
    this.#received = Buffer.concat([this.#received, bytes]);
    let at = this.samples.length === 0 && this.#received.toString('latin1', 0, 3) === 'FLV' ? 13 : 0;
    for (; at + 11 <= this.#received.length; ) {
      const size = this.#received.readUIntBE(at + 1, 3);
      if (at + 15 + size > this.#received.length) break;
      // Sound; behind one byte that says which.
      if (this.#received[at] === 8)
        for (const code of this.#received.subarray(at + 12, at + 11 + size)) this.samples.push(linearOf(code));
      at += 15 + size;
    }
    this.#received = this.#received.subarray(at);
    this.heardAt = Date.now();
  }
}
