import type { Logger } from 'pino';
import type { Clock } from '../../base/clock.ts';
import type { Engine } from '../../engine/engine.ts';
import type { SipEndpoint } from '../../sip/index.ts';
import type { Gb28181Config, Gb28181Stats } from '../config.ts';
import type { DeviceRegistry } from '../device/device-registry.ts';
import type { SsrcAllocator } from '../model/ssrc.ts';
import type { PlatformEvent } from '../platform-event.ts';
import type { CallStore, ChannelStore } from '../ports.ts';
import type { Explanations } from './explanations.ts';

/** What every session with a device stands on. */
export interface SessionContext {
  endpoint: SipEndpoint;
  engine: Engine;
  registry: DeviceRegistry;
  channels: ChannelStore;
  calls: CallStore;
  ssrcs: SsrcAllocator;
  explanations: Explanations;
  config: Gb28181Config;
  stats: Gb28181Stats;
  publish: (event: PlatformEvent) => void;
  clock: Clock;
  log: Logger;
}
