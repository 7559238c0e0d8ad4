import { expect } from 'vitest';
import type { CameraFleet, FleetOptions } from '../../src/cli/camera/camera-fleet.ts';
import type { DeviceAgent } from '../../src/gb28181/agent/device-agent.ts';
import type { UnitState } from '../../src/gb28181/agent/state/device-state.ts';
import type { TestPlatform } from '../support/platform.ts';
import { search, told } from './rest.ts';
import type { Edition } from './rows.ts';

/** Nobody waits for a camera to start again. */
const bootMs = 100;

/** One simulated camera of a platform, seen from REST and from inside. */
export class SimulatedCamera {
  readonly platform: TestPlatform;
  readonly fleet: CameraFleet;

  private constructor(platform: TestPlatform, fleet: CameraFleet) {
    this.platform = platform;
    this.fleet = fleet;
  }

  static async start(
    platform: TestPlatform,
    edition: Edition,
    { device, ...options }: Partial<FleetOptions> = {},
  ): Promise<SimulatedCamera> {
    return new SimulatedCamera(
      platform,
      await platform.cameras(['udp'], { ...options, device: { edition, bootMs, ...device } }),
    );
  }

  get agent(): DeviceAgent {
    return this.fleet.agents[0]!;
  }
  get deviceId(): string {
    return this.fleet.deviceId(0);
  }
  get channelId(): string {
    return this.fleet.channelId(0);
  }
  /** State of its channel. */
  get unit(): UnitState {
    return this.agent.state.unit(this.channelId);
  }

  path(command: string, id = this.channelId): string {
    return `/devices/${this.deviceId}/channels/${id}/${command}`;
  }

  control(name: string, fields: unknown): Promise<unknown> {
    return told(this.platform, 'POST', this.path(`control/${name}`), fields);
  }

  query(name: string, fields: unknown = {}, id = this.channelId): Promise<unknown> {
    return told(this.platform, 'GET', this.path(`query/${name}`, id) + search(fields));
  }

  /** Where the head is when it does not move any more. */
  async rest(): Promise<{ Pan: number; Tilt: number; Zoom: number }> {
    const { head } = this.unit.ptz;
    await expect.poll(() => head.restsInMs).toBe(0);
    return head.position;
  }
}
