import captureUrl from './capture-worklet.ts?worker&url';

export interface Packet {
  /** 320 samples of 16 bits at 8 kHz; as browsers keep numbers, which is little-endian on all of them. */
  pcm: ArrayBuffer;
  /** Of its loudest sample, 0 to 1. */
  level: number;
}

/** Browsers give the microphone to pages of https and of this computer only. */
export function mayListen(): boolean {
  return window.isSecureContext && navigator.mediaDevices !== undefined;
}

/** The microphone of this computer, open until close(). */
export class Microphone {
  readonly #context: AudioContext;
  readonly #stream: MediaStream;

  private constructor(context: AudioContext, stream: MediaStream) {
    this.#context = context;
    this.#stream = stream;
  }

  /** Rejects DOMException when there is none, or the user does not allow it. */
  static async open(onPacket: (packet: Packet) => void): Promise<Microphone> {
    // What was said is sent as it was said: what browsers take for echo or noise may be meant.
    const wish = { echoCancellation: false, noiseSuppression: false, autoGainControl: false, channelCount: 1 };
    const stream = await navigator.mediaDevices.getUserMedia({ audio: wish });
    const context = new AudioContext();
    const microphone = new Microphone(context, stream);
    try {
      await context.audioWorklet.addModule(captureUrl);
      const capture = new AudioWorkletNode(context, 'capture', { numberOfOutputs: 0 });
      capture.port.onmessage = ({ data }: MessageEvent<Packet>) => onPacket(data);
      context.createMediaStreamSource(stream).connect(capture);
      await context.resume();
      return microphone;
    } catch (error) {
      microphone.close();
      throw error;
    }
  }

  close(): void {
    for (const track of this.#stream.getTracks()) track.stop();
    void this.#context.close();
  }
}
