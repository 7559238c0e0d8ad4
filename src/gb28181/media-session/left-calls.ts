import type { Logger } from 'pino';
import { atMost, type Clock } from '../../base/clock.ts';
import { type SipEndpoint, SipError, type Target } from '../../sip/index.ts';
import type { Gb28181Config } from '../config.ts';
import type { Device, DeviceRegistry } from '../device/device-registry.ts';
import type { CallStore, OpenCall } from '../ports.ts';

export interface LeftCallsOptions {
  endpoint: SipEndpoint;
  registry: DeviceRegistry;
  store: CallStore;
  config: Gb28181Config;
  clock: Clock;
  log: Logger;
}

/** A device that does not answer BYE is not waited for any longer; the BYE goes on being repeated. */
export const kMaxByeMs = 2000;
/** Far above what one session needs; RFC 3261 §12.2.2: a CSeq may skip numbers. */
const byeCSeq = 10_000;

/**
 * Calls that a killed process left open. Their devices go on sending to nobody, and those that serve only so many answer
 * 486 to the next INVITE, until a BYE tells them.
 */
export class LeftCalls {
  readonly #options: LeftCallsOptions;
  readonly #calls = new Map<string, OpenCall[]>();
  readonly #ending = new Map<string, Promise<void>>();

  constructor(options: LeftCallsOptions) {
    this.#options = options;
  }

  /** Finds what was left. */
  async load(): Promise<void> {
    const { registry, store } = this.#options;
    for (const call of await store.all()) {
      if (registry.get(call.deviceId)) this.#keep(call);
      else await store.remove(call.callId);
    }
  }

  /** Ends what can be ended already: devices over UDP can be reached, those over TCP when they come back. */
  endAll(): void {
    for (const deviceId of [...this.#calls.keys()]) {
      const device = this.#options.registry.get(deviceId);
      if (device) void this.end(device);
    }
  }

  /** Resolves when the device knows, or at the latest after kMaxByeMs; at once when nothing was left, or no way leads there. */
  end(device: Device): Promise<void> {
    const { id } = device.record;
    const calls = this.#calls.get(id);
    const target = calls && this.#wayTo(device);
    if (!calls || !target) return this.#ending.get(id) ?? Promise.resolve();
    this.#calls.delete(id);
    const byes = Promise.all(calls.map((call) => this.#bye(call, target)));
    const ending = atMost(this.#options.clock, kMaxByeMs, byes).finally(() => this.#ending.delete(id));
    this.#ending.set(id, ending);
    return ending;
  }

  #wayTo(device: Device): Target | undefined {
    try {
      return this.#options.registry.targetOf(device);
    } catch {
      return undefined;
    }
  }

  async #bye(call: OpenCall, target: Target): Promise<void> {
    const { endpoint, store, config, log } = this.#options;
    const { callId, channelId, localTag, remoteTag, remoteTarget } = call;
    try {
      const { status } = await endpoint.request({
        method: 'BYE',
        uri: remoteTarget,
        from: `sip:${config.id}@${config.domain}`,
        fromTag: localTag,
        to: `sip:${channelId}@${config.domain}`,
        toTag: remoteTag,
        callId,
        cseq: byeCSeq,
        target,
      });
      log.info({ device: call.deviceId, channel: channelId, status }, 'ended a call from before the restart');
    } catch (error) {
      log.warn({ err: error, device: call.deviceId, channel: channelId }, 'a call from before the restart has no end');
      // Silence is an answer too; what could not be sent is tried again when the device is heard of.
      if (!(error instanceof SipError) || error.code !== 'GL_SIP_TIMEOUT') {
        this.#keep(call);
        return;
      }
    }
    await store.remove(callId).catch((error) => log.warn({ err: error, callId }, 'call not forgotten'));
  }

  #keep(call: OpenCall): void {
    this.#calls.set(call.deviceId, [...(this.#calls.get(call.deviceId) ?? []), call]);
  }
}
