// MESSAGE from devices: GB/T 28181-2016 §9.3 to §9.6.
import type { Logger } from 'pino';
import { decodedUser, type IncomingRequest } from '../../sip/index.ts';
import { notifies, queries } from '../codec/command-set/index.ts';
import { type Manscdp, parseManscdp, type ReceivedManscdp, text } from '../codec/manscdp.ts';
import { type Tolerate, toleranceOf } from '../codec/quirks.ts';
import { bump, type Gb28181Stats } from '../config.ts';
import type { CatalogSync } from './catalog-sync.ts';
import type { DeviceClocks } from './clock-skew.ts';
import type { DeviceQueries } from './device-queries.ts';
import { type Device, type DeviceRegistry, isAside } from './device-registry.ts';
import type { Notifications } from './notifications.ts';

export interface MessageLayerOptions {
  registry: DeviceRegistry;
  queries: DeviceQueries;
  catalog: CatalogSync;
  notifications: Notifications;
  clocks: DeviceClocks;
  stats: Gb28181Stats;
  log: Logger;
}

/** Names of commands that are counted by themselves; others would let a peer make counters at will. */
const knownCommands: ReadonlySet<string> = new Set([
  ...Object.keys(queries),
  ...Object.keys(notifies),
  'DeviceControl',
  'DeviceConfig',
]);

/** Answers a device's MESSAGE, and hands its content on. */
export class MessageLayer {
  readonly #options: MessageLayerOptions;

  constructor(options: MessageLayerOptions) {
    this.#options = options;
  }

  async handle(incoming: IncomingRequest): Promise<void> {
    const { registry, stats } = this.#options;
    const { request, flow } = incoming;
    const device = this.#sender(incoming);
    if (!device) {
      bump(stats.messages, 'unknownSender');
      // The device learns that it must register again.
      incoming.respond(403, { reason: 'Register first' });
      return;
    }
    const tolerate = this.#toleranceOf(device);
    // QUIRK bodyless-keepalive: from a known device that is a sign of life.
    if (request.body.length === 0 && tolerate('bodyless-keepalive')) {
      await registry.touch(device, flow);
      incoming.respond(200);
      return;
    }
    let message: ReceivedManscdp;
    try {
      message = parseManscdp(request.body);
    } catch (error) {
      bump(stats.messages, 'malformed');
      this.#options.log.debug({ device: device.record.id, err: error }, 'message not understood');
      incoming.respond(400, { reason: 'Body not understood' });
      return;
    }
    const known = knownCommands.has(message.cmdType);
    bump(stats.messages, known ? message.cmdType : 'other');
    if (!message.quirks.every(tolerate)) {
      incoming.respond(400, { reason: 'Fault not tolerated' });
      return;
    }
    // QUIRK unknown-command.
    if (!known && !tolerate('unknown-command')) {
      incoming.respond(501, { reason: 'CmdType unknown' });
      return;
    }
    await registry.touch(device, flow);
    // The answer never has a body; results come and go as MESSAGEs of their own (GB/T 28181-2016 §9.3.3).
    incoming.respond(200);
    if (message.kind === 'Response') await this.#response(device, message);
    else this.#options.notifications.take(device, message, { by: 'MESSAGE', callId: request.callId });
  }

  /**
   * The registered device that the request says it is from, and may be from: its host is the one that proved to know
   * the password. QUIRK nat-rebind: a new port there is a router's doing; from another host, or by another protocol, it
   * must register anew, unless it is allowed to by QUIRK follow-any-host.
   */
  #sender({ request, flow }: IncomingRequest): Device | undefined {
    const { registry, stats } = this.#options;
    const device = registry.get(decodedUser(request.from.uri));
    // 0: never registered, or signed off.
    if (!device || device.record.expiresAt === 0) return undefined;
    // QUIRK no-reregister: reports alone keep such a device online.
    if (registry.expired(device) && !this.#toleranceOf(device)('no-reregister')) return undefined;
    const { address, port, transport } = device.record;
    const sameHost = address === flow.remoteAddress && transport === flow.protocol;
    if ((sameHost && port === flow.remotePort) || isAside(device, flow)) return device;
    if (this.#toleranceOf(device)(sameHost ? 'nat-rebind' : 'follow-any-host')) return device;
    bump(stats.messages, 'foreignSource');
    return undefined;
  }

  async #response(device: Device, message: Manscdp): Promise<void> {
    const { queries, catalog, registry } = this.#options;
    if (message.cmdType === 'DeviceStatus') this.#options.clocks.told(device, text(message.fields, 'DeviceTime'));
    if (message.cmdType === 'DeviceInfo') await registry.describe(device, deviceInfo(message));
    if (queries.deliver(device.record.id, message, this.#toleranceOf(device))) return;
    if (message.cmdType === 'Catalog') await catalog.takeUnasked(device, message);
  }

  #toleranceOf({ record }: Device): Tolerate {
    return toleranceOf(record.settings, this.#options.stats.quirks);
  }
}

const maxFieldLength = 128;

/** What an answer leaves out, as a refusal leaves out all, stays as it was known. */
function deviceInfo({ fields }: Manscdp) {
  const told = { name: 'DeviceName', manufacturer: 'Manufacturer', model: 'Model', firmware: 'Firmware' };
  return Object.fromEntries(
    Object.entries(told)
      .map(([key, field]) => [key, text(fields, field).slice(0, maxFieldLength)])
      .filter(([, value]) => value !== ''),
  );
}
