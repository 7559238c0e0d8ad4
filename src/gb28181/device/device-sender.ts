// Messages to devices: GB/T 28181-2016 §9.3.3 has them carried by MESSAGE, each way.
import type { SipEndpoint } from '../../sip/index.ts';
import { PlayError } from '../../streams/source-provider.ts';
import { buildManscdp, type Manscdp, manscdpType } from '../codec/manscdp.ts';
import type { Gb28181Config } from '../config.ts';
import { type Device, type DeviceRegistry, editionOfDevice } from './device-registry.ts';

export interface DeviceSenderOptions {
  endpoint: SipEndpoint;
  registry: DeviceRegistry;
  config: Gb28181Config;
}

/** What is told to devices, by MESSAGE. */
export class DeviceSender {
  readonly #options: DeviceSenderOptions;
  #sn = Math.floor(Math.random() * 100_000);

  constructor(options: DeviceSenderOptions) {
    this.#options = options;
  }

  /** A number that no other message of this process has. */
  nextSn(): string {
    return String(++this.#sn);
  }

  /** Resolves when the device took it. Rejects PlayError when it could not be reached, or refused. */
  async send(device: Device, message: Omit<Manscdp, 'fields'> & Partial<Pick<Manscdp, 'fields'>>): Promise<void> {
    const { endpoint, registry, config } = this.#options;
    const { id, address, port, settings } = device.record;
    const target = registry.targetOf(device);
    const response = await endpoint
      .request({
        method: 'MESSAGE',
        uri: `sip:${id}@${hostPort(address, port)}`,
        from: `sip:${config.id}@${config.domain}`,
        to: `sip:${id}@${config.domain}`,
        target,
        contentType: manscdpType,
        body: buildManscdp(message, settings.charset, editionOfDevice(device)),
      })
      .catch((error: Error) => {
        throw new PlayError(503, 'device-unreachable', `The device ${id} cannot be reached: ${error.message}.`, {
          cause: error,
        });
      });
    if (response.status < 300) return;
    const { kind, cmdType } = message;
    const refusal = `${response.status} ${response.reason}`;
    throw new PlayError(502, 'device-refused', `The device ${id} refused the ${kind} ${cmdType}: ${refusal}.`);
  }
}

/** An IPv6 address stands in brackets before a port. */
export function hostPort(address: string, port: number): string {
  return address.includes(':') ? `[${address}]:${port}` : `${address}:${port}`;
}
