// On the browser's audio thread: microphone in, packets of 8 kHz samples out.
import { Resampler, toPcm16 } from './resampler.ts';

/** What the worklet's own scope has, and TypeScript's DOM types have not. */
declare const sampleRate: number;
declare const registerProcessor: (name: string, processor: new () => object) => void;
declare class AudioWorkletProcessor {
  readonly port: MessagePort;
}

/** 40 ms. */
const packetSamples = 320;

class Capture extends AudioWorkletProcessor {
  readonly #resampler = new Resampler(sampleRate);
  #samples: number[] = [];

  process([input]: Float32Array[][]): boolean {
    const [channel] = input ?? [];
    if (channel) this.#samples.push(...this.#resampler.push(channel));
    while (this.#samples.length >= packetSamples) {
      const packet = this.#samples.splice(0, packetSamples);
      const level = Math.max(...packet.map(Math.abs));
      const pcm = toPcm16(packet);
      this.port.postMessage({ pcm: pcm.buffer, level }, [pcm.buffer]);
    }
    return true;
  }
}

registerProcessor('capture', Capture);
