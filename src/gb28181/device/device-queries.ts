// What devices are asked: GB/T 28181-2016 §9.3 and §9.5, annex A.2. They answer by MESSAGEs of their own, matched by SN.
import type { Clock } from '../../base/clock.ts';
import { PlayError } from '../../streams/source-provider.ts';
import { type Manscdp, text, type XmlNode } from '../codec/manscdp.ts';
import type { Tolerate } from '../codec/quirks.ts';
import type { Device } from './device-registry.ts';
import type { DeviceSender } from './device-sender.ts';
import { QueryQueue } from './query-queue.ts';

export interface QueriesOptions {
  sender: DeviceSender;
  clock: Clock;
}

/** What a device is asked, or told with an answer due. */
export interface Question {
  /** Query unless told. */
  kind?: Manscdp['kind'];
  cmdType: string;
  /** DeviceID of the message: the device's own unless told. */
  about?: string;
  fields?: XmlNode;
  /** kAnswerIdleMs unless told. */
  idleMs?: number;
}

/** Without a part for this long an answer is over, whole or not. */
export const kAnswerIdleMs = 10_000;
/** However slowly parts drip: a device must not hold a place for ever. */
export const kMaxAnswerMs = 600_000;
const maxWaiting = 10_000;

interface Waiting {
  deviceId: string;
  part: (message: Manscdp) => void;
  fail: (error: Error) => void;
}

/** Asks devices and collects what they answer. */
export class DeviceQueries {
  readonly #options: QueriesOptions;
  readonly #queue: QueryQueue;
  readonly #waiting = new Map<string, Waiting>();

  constructor(options: QueriesOptions) {
    this.#options = options;
    this.#queue = new QueryQueue(options.clock);
  }

  /** A Response that came. False: nobody asked for it. */
  deliver(deviceId: string, message: Manscdp, tolerate: Tolerate): boolean {
    const waiting = this.#waiting.get(keyOf(deviceId, message)) ?? this.#tolerated(deviceId, message, tolerate);
    waiting?.part(message);
    return waiting !== undefined;
  }

  /** Asks when the device has answered what it was asked before; otherwise as ask(). */
  query(device: Device, question: string | Question, onPart: (message: Manscdp) => boolean): Promise<boolean> {
    const whole = typeof question === 'string' ? { cmdType: question } : question;
    return this.#queue.run(device.record.id, () => this.ask(device, whole, onPart));
  }

  /**
   * Sends a question and hands every part of the answer to `onPart` until that returns true, or no part came for a while.
   * Resolves with whether the answer came whole. Rejects PlayError when the device cannot be asked, or says that it
   * cannot answer.
   */
  async ask(device: Device, question: Question, onPart: (message: Manscdp) => boolean): Promise<boolean> {
    if (this.#waiting.size >= maxWaiting) throw new PlayError(503, 'busy', 'Too many queries wait for their answers.');
    const { sender, clock } = this.#options;
    const { kind = 'Query', cmdType, about = device.record.id, fields = {}, idleMs = kAnswerIdleMs } = question;
    const sn = sender.nextSn();
    const key = keyOf(device.record.id, { cmdType, sn });
    const latest = clock.now() + kMaxAnswerMs;
    return new Promise<boolean>((resolve, reject) => {
      let timer: object | undefined;
      const over = () => {
        clock.clearTimeout(timer);
        this.#waiting.delete(key);
      };
      const finish = (whole: boolean) => {
        over();
        resolve(whole);
      };
      const fail = (error: Error) => {
        over();
        reject(error);
      };
      const rearm = () => {
        clock.clearTimeout(timer);
        timer = clock.setTimeout(() => finish(false), Math.min(idleMs, latest - clock.now()));
      };
      this.#waiting.set(key, {
        deviceId: device.record.id,
        fail,
        part: (message) => {
          rearm();
          // GB/T 28181-2016 annex A.2.1, resultType: such an answer has no content, which must not be read as an empty one.
          if (text(message.fields, 'Result').toUpperCase() === 'ERROR')
            fail(saidError(device.record.id, kind, cmdType));
          else if (onPart(message)) finish(true);
        },
      });
      rearm();
      sender.send(device, { kind, cmdType, sn, deviceId: about, fields }).catch(fail);
    });
  }

  /** Waits for no answer of this device any longer: its queries reject with `error`. */
  forget(deviceId: string, error: PlayError): void {
    this.#queue.forget(deviceId, error);
    for (const waiting of [...this.#waiting.values()]) if (waiting.deviceId === deviceId) waiting.fail(error);
  }

  #tolerated(deviceId: string, { cmdType, sn }: Manscdp, tolerate: Tolerate): Waiting | undefined {
    const prefix = keyOf(deviceId, { cmdType, sn: '' });
    for (const [key, waiting] of this.#waiting) {
      if (!key.startsWith(prefix)) continue;
      // QUIRK sn-missing: matched by device and command alone [fixture manscdp/missing-sn.xml].
      if (sn === '') return tolerate('sn-missing') ? waiting : undefined;
      // QUIRK sn-leading-zeros: some answer 12 with 0012.
      if (/^\d+$/.test(sn) && key === prefix + Number(sn)) return tolerate('sn-leading-zeros') ? waiting : undefined;
    }
    return undefined;
  }
}

function saidError(deviceId: string, kind: string, cmdType: string): PlayError {
  const message = `The device ${deviceId} answered the ${kind} ${cmdType} with Result ERROR.`;
  return new PlayError(502, 'device-refused', message);
}

function keyOf(deviceId: string, { cmdType, sn }: Pick<Manscdp, 'cmdType' | 'sn'>): string {
  return `${deviceId}|${cmdType}|${sn}`;
}
