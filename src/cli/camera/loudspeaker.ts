import { join } from 'node:path';
import type { Engine } from '../../engine/engine.ts';
import type { OpenSpeaker, Speaker, SpeakerRequest } from '../../gb28181/agent/device-agent.ts';
import type { MediaTransport } from '../../gb28181/ports.ts';

const silenceMs = 5000;
const alaw = 8;

/**
 * The loudspeakers of simulated cameras: what each is sent becomes a stream `speaker-{channel}` of the fleet's engine. In
 * a conversation the camera says what its clip has.
 */
export class Loudspeaker implements Speaker {
  // Given.
  readonly transport: MediaTransport;
  readonly format: 'audio' | 'ps';
  readonly #engine: Engine;
  readonly #clips: string;
  // State.
  #conversations = 0;

  constructor(engine: Engine, clips: string, transport: MediaTransport, format: 'audio' | 'ps') {
    this.#engine = engine;
    this.#clips = clips;
    this.transport = transport;
    this.format = format;
  }

  open({ channelId, transport, ssrc, talk }: SpeakerRequest): OpenSpeaker {
    const heard = this.#engine.openStream({ name: `speaker-${channelId}`, onLoss: 'pass' });
    try {
      const receiver = heard.openReceiver({ transport, silenceMs });
      const close = talk ? this.#talk(receiver.handle, transport, ssrc, talk.remote) : () => {};
      return {
        port: receiver.port,
        connect: (remote) => receiver.connect(remote),
        close: () => {
          close();
          heard.close();
        },
      };
    } catch (error) {
      heard.close();
      throw error;
    }
  }

  #talk(receiver: number, transport: MediaTransport, ssrc: string, remote: SpeakerRequestRemote): () => void {
    const said = this.#engine.openStream({ name: `microphone-${++this.#conversations}`, onLoss: 'pass' });
    const there = transport === 'udp' ? { remote } : {};
    said.openSender({ transport, receiver, ...there, ssrc: Number(ssrc), payloadType: alaw, format: 'audio' });
    said.openClip({ audio: { path: join(this.#clips, 'clip.pcma'), codec: 'PCMA' }, loops: 0 });
    return () => said.close();
  }
}

type SpeakerRequestRemote = NonNullable<SpeakerRequest['talk']>['remote'];
