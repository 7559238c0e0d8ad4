// Queries to devices: GB/T 28181-2016 §9.5, annex A.2.4. A device answers by MESSAGEs of its own, matched by SN.
import type { Logger } from 'pino';
import type { Clock } from '../../base/clock.ts';
import type { SipEndpoint } from '../../sip/index.ts';
import { PlayError } from '../../streams/source-provider.ts';
import { buildManscdp, type Manscdp, manscdpType, text, type XmlNode } from '../codec/manscdp.ts';
import type { Tolerate } from '../codec/quirks.ts';
import type { Gb28181Config } from '../config.ts';
import type { Device, DeviceRegistry } from './device-registry.ts';

export interface QueriesOptions {
  endpoint: SipEndpoint;
  registry: DeviceRegistry;
  config: Gb28181Config;
  clock: Clock;
  log: Logger;
}

/** What a query says beyond its command. */
export interface QueryDetails {
  /** Of whom; absent: of the device itself. */
  channelId?: string;
  /** Elements behind DeviceID. */
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
  readonly #waiting = new Map<string, Waiting>();
  #sn = Math.floor(Math.random() * 100_000);

  constructor(options: QueriesOptions) {
    this.#options = options;
  }

  /** A Response that came. False: nobody asked for it. */
  deliver(deviceId: string, message: Manscdp, tolerate: Tolerate): boolean {
    const waiting = this.#waiting.get(keyOf(deviceId, message)) ?? this.#tolerated(deviceId, message, tolerate);
    waiting?.part(message);
    return waiting !== undefined;
  }

  /**
   * Sends a query and hands every part of the answer to `onPart` until that returns true, or no part came for a while.
   * Resolves with whether the answer came whole. Rejects PlayError when the device cannot be asked, or says that it
   * cannot answer.
   */
  async query(
    device: Device,
    cmdType: string,
    onPart: (message: Manscdp) => boolean,
    about: QueryDetails = {},
  ): Promise<boolean> {
    if (this.#waiting.size >= maxWaiting) throw new PlayError(503, 'busy', 'Too many queries wait for their answers.');
    const sn = String(++this.#sn);
    const key = keyOf(device.record.id, { cmdType, sn });
    const { clock } = this.#options;
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
        timer = clock.setTimeout(() => finish(false), Math.min(about.idleMs ?? kAnswerIdleMs, latest - clock.now()));
      };
      this.#waiting.set(key, {
        deviceId: device.record.id,
        fail,
        part: (message) => {
          rearm();
          // GB/T 28181-2016 annex A.2.1, resultType: such an answer has no content, which must not be read as an empty one.
          if (text(message.fields, 'Result').toUpperCase() === 'ERROR') fail(saidError(device.record.id, cmdType));
          else if (onPart(message)) finish(true);
        },
      });
      rearm();
      this.#send(device, { cmdType, sn, ...about }).catch(fail);
    });
  }

  /** Waits for no answer of this device any longer: its queries reject with `error`. */
  forget(deviceId: string, error: PlayError): void {
    for (const waiting of [...this.#waiting.values()]) if (waiting.deviceId === deviceId) waiting.fail(error);
  }

  async #send(
    device: Device,
    { cmdType, sn, channelId, fields = {} }: QueryDetails & { cmdType: string; sn: string },
  ): Promise<void> {
    const { endpoint, registry, config } = this.#options;
    const { id, address, port, settings } = device.record;
    const target = registry.targetOf(device);
    const asked = channelId ?? id;
    const response = await endpoint
      .request({
        method: 'MESSAGE',
        uri: `sip:${asked}@${hostPort(address, port)}`,
        from: `sip:${config.id}@${config.domain}`,
        to: `sip:${asked}@${config.domain}`,
        target,
        contentType: manscdpType,
        body: buildManscdp({ kind: 'Query', cmdType, sn, deviceId: asked, fields }, settings.charset),
      })
      .catch((error: Error) => {
        throw new PlayError(503, 'device-unreachable', `The device ${id} cannot be reached: ${error.message}.`, {
          cause: error,
        });
      });
    if (response.status >= 300)
      throw new PlayError(
        502,
        'device-refused',
        `The device ${id} refused the query: ${response.status} ${response.reason}.`,
      );
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

function saidError(deviceId: string, cmdType: string): PlayError {
  return new PlayError(
    502,
    'device-refused',
    `The device ${deviceId} answered the query ${cmdType} with Result ERROR.`,
  );
}

function keyOf(deviceId: string, { cmdType, sn }: Pick<Manscdp, 'cmdType' | 'sn'>): string {
  return `${deviceId}|${cmdType}|${sn}`;
}

/** An IPv6 address stands in brackets before a port. */
export function hostPort(address: string, port: number): string {
  return address.includes(':') ? `[${address}]:${port}` : `${address}:${port}`;
}
