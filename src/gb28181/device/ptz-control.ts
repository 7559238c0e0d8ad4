// Moving cameras: PTZCmd, GB/T 28181-2016 annex A.3. What was set in motion is stopped again in any case.
//
//   still --move, lens--> moving --stop, or durationMs is over--> still (stop is sent)
//                         moving --any other command--> still (nothing is sent: it would end what that command began)
//
// Over UDP a movement that got lost is sent again, and may so arrive behind the stop: for each that was unanswered when the
// stop was sent, the stop is sent again.
import type { Clock } from '../../base/clock.ts';
import type { Fields } from '../codec/command-set/fields.ts';
import type { controls } from '../codec/command-set/index.ts';
import { encodePtz, type PtzCommand } from '../codec/ptz.ts';
import type { DeviceCommands } from './device-commands.ts';

/** Who moves a camera by hand sends again before this is over; a browser that vanished leaves no camera turning. */
export const kDefaultMoveMs = 5_000;
export const kMaxMoveMs = 60_000;

type PtzFields = Fields<typeof controls.PTZCmd.request>;

export interface PtzControlOptions {
  commands: Pick<DeviceCommands, 'control'>;
  clock: Clock;
  /** A stop that could not be sent. */
  onError: (deviceId: string, channelId: string, error: Error) => void;
}

/** Sends PTZ commands. Rejects as DeviceCommands, and PtzError for numbers that do not fit. */
export class PtzControl {
  readonly #options: PtzControlOptions;
  /** Stops that are due, by device and channel. */
  readonly #stops = new Map<string, { timer: object; command: PtzCommand }>();
  /** Movements that wait for their answer, by device and channel, and whether a stop came behind them. */
  readonly #unanswered = new Map<string, { count: number; stopped: boolean }>();

  constructor(options: PtzControlOptions) {
    this.#options = options;
  }

  /** `durationMs` bounds movements, and nothing else. */
  async send(
    deviceId: string,
    channelId: string,
    command: PtzCommand,
    {
      durationMs = kDefaultMoveMs,
      params,
    }: { durationMs?: number | undefined; params?: PtzFields['PTZCmdParams'] } = {},
  ): Promise<void> {
    const PTZCmd = encodePtz(command);
    const key = keyOf(deviceId, channelId);
    this.#forget(key);
    const stop = stopOf(command);
    // Also of a movement whose answer was lost.
    if (stop) this.#stopLater(deviceId, channelId, stop, Math.min(durationMs, kMaxMoveMs));
    const fields = { PTZCmd, ...(params && { PTZCmdParams: params }) };
    if (stop) return this.#move(deviceId, channelId, fields, stop);
    this.#supersede(key, command.kind === 'move' || command.kind === 'lens');
    await this.#control(deviceId, channelId, fields);
  }

  async #move(deviceId: string, channelId: string, fields: PtzFields, stop: PtzCommand): Promise<void> {
    const key = keyOf(deviceId, channelId);
    this.#supersede(key, false);
    const unanswered = this.#unanswered.get(key) ?? { count: 0, stopped: false };
    this.#unanswered.set(key, unanswered);
    unanswered.count++;
    try {
      await this.#control(deviceId, channelId, fields);
    } finally {
      if (--unanswered.count === 0) this.#unanswered.delete(key);
      if (unanswered.stopped) this.#sendStop(deviceId, channelId, stop);
    }
  }

  #supersede(key: string, stopped: boolean): void {
    const unanswered = this.#unanswered.get(key);
    if (unanswered) unanswered.stopped = stopped;
  }

  #sendStop(deviceId: string, channelId: string, command: PtzCommand): void {
    this.#control(deviceId, channelId, { PTZCmd: encodePtz(command) }).catch((error: Error) =>
      this.#options.onError(deviceId, channelId, error),
    );
  }

  /** As it is; what it moves, it moves. */
  async sendRaw(deviceId: string, channelId: string, PTZCmd: string): Promise<void> {
    this.forget(deviceId, channelId);
    await this.#control(deviceId, channelId, { PTZCmd });
  }

  /** Another has commanded the camera: a stop that is due would end what that began. */
  forget(deviceId: string, channelId: string): void {
    const key = keyOf(deviceId, channelId);
    this.#forget(key);
    this.#supersede(key, false);
  }

  /** Stops everything that moves. */
  async stop(): Promise<void> {
    const moving = [...this.#stops];
    await Promise.allSettled(
      moving.map(([key, { command }]) => {
        this.#forget(key);
        const [deviceId, channelId] = key.split('/') as [string, string];
        return this.#control(deviceId, channelId, { PTZCmd: encodePtz(command) });
      }),
    );
  }

  #stopLater(deviceId: string, channelId: string, command: PtzCommand, ms: number): void {
    const key = keyOf(deviceId, channelId);
    const timer = this.#options.clock.setTimeout(() => {
      this.#stops.delete(key);
      this.#supersede(key, true);
      this.#sendStop(deviceId, channelId, command);
    }, ms);
    this.#stops.set(key, { timer, command });
  }

  #forget(key: string): void {
    this.#options.clock.clearTimeout(this.#stops.get(key)?.timer);
    this.#stops.delete(key);
  }

  #control(deviceId: string, channelId: string, fields: PtzFields): Promise<object> {
    return this.#options.commands.control(deviceId, channelId, 'PTZCmd', fields);
  }
}

function keyOf(deviceId: string, channelId: string): string {
  return `${deviceId}/${channelId}`;
}

/** What ends a movement; undefined for what does not move, or stops. */
function stopOf(command: PtzCommand): PtzCommand | undefined {
  const isMove = command.kind === 'move' && (command.pan !== 0 || command.tilt !== 0 || command.zoom !== 0);
  const isLens = command.kind === 'lens' && (command.focus !== 0 || command.iris !== 0);
  if (isMove) return { ...command, pan: 0, tilt: 0, zoom: 0, panSpeed: 0, tiltSpeed: 0, zoomSpeed: 0 };
  return isLens ? { ...command, focus: 0, iris: 0, focusSpeed: 0, irisSpeed: 0 } : undefined;
}
