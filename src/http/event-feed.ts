// Events for those who listen by HTTP: Server-Sent Events, HTML Living Standard §9.2.
//
//   publish -> | oldest | ... | newest |   kMaxReplay are kept, for who comes back with Last-Event-ID
//                  `-> listener: its socket's buffer, at most kMaxBacklogBytes, or else it is closed
import type { ServerResponse } from 'node:http';
import type { Clock } from '../base/clock.ts';
import type { PlatformEvent } from '../gb28181/platform-event.ts';

export const kMaxReplay = 1_000;
/** Of all that is kept, or twice as many for a moment: who comes back must take it without being taken for one that does not read. */
export const kMaxReplayChars = 384 * 1024;
/** Of one event, whose size a device has in its hand; a larger one is told as a gap. */
export const kMaxEventChars = 64 * 1024;
export const kMaxListeners = 200;
/** A listener that does not read loses its connection, comes back, and is told what it missed. */
export const kMaxBacklogBytes = 1024 * 1024;
/** Proxies cut connections that are silent for a minute. */
export const kHeartbeatMs = 15_000;

export interface ListenerWish {
  /** Types of events; undefined: all. */
  types?: ReadonlySet<string> | undefined;
  deviceId?: string | undefined;
  lastEventId?: string | undefined;
}

interface Listener extends ListenerWish {
  response: ServerResponse;
}

/** Who listens for an event is found by this. */
interface Heading {
  type: PlatformEvent['type'];
  deviceId: string;
}

interface Numbered extends Heading {
  number: number;
  text: string;
}

export class EventFeed {
  readonly #clock: Clock;
  /** Tells the events of this process from those of one before. */
  readonly #epoch: string;
  readonly #listeners = new Set<Listener>();
  #kept: Numbered[] = [];
  #keptChars = 0;
  #number = 0;
  #timer: object | undefined;

  /** `startedAt`, in epoch milliseconds, is that of this process. */
  constructor(clock: Clock, startedAt: number) {
    this.#clock = clock;
    this.#epoch = startedAt.toString(36);
  }

  get full(): boolean {
    return this.#listeners.size >= kMaxListeners;
  }

  get listeners(): number {
    return this.#listeners.size;
  }

  publish(event: PlatformEvent): void {
    const number = ++this.#number;
    const { type, ...data } = event;
    const id = `id: ${this.#epoch}.${number}\n`;
    const whole = `${id}event: ${type}\ndata: ${JSON.stringify(data)}\n\n`;
    const text = whole.length <= kMaxEventChars ? whole : `${id}${gap}`;
    const kept = { number, type, deviceId: deviceOf(event), text };
    this.#kept.push(kept);
    this.#keptChars += text.length;
    // Many at once: to cut one by one would move all the others each time.
    if (this.#kept.length >= 2 * kMaxReplay || this.#keptChars >= 2 * kMaxReplayChars) this.#forgetOldest();
    for (const listener of this.#listeners) if (wants(listener, kept)) this.#write(listener, text);
  }

  #forgetOldest(): void {
    const kept = this.#kept;
    let first = kept.length;
    let chars = 0;
    while (first > kept.length - kMaxReplay && chars + kept[first - 1]!.text.length <= kMaxReplayChars)
      chars += kept[--first]!.text.length;
    this.#kept = kept.slice(first);
    this.#keptChars = chars;
  }

  /** The response's head is written; it is written to until its connection ends. */
  listen(response: ServerResponse, wish: ListenerWish): void {
    // It has gone while it was found out who it is: nothing more would tell that.
    if (response.destroyed) return;
    const listener = { ...wish, response };
    this.#listeners.add(listener);
    response.once('close', () => {
      this.#listeners.delete(listener);
      if (this.#listeners.size === 0) this.#clock.clearTimeout(this.#timer);
    });
    // A browser asks again after this time.
    response.write('retry: 3000\n\n');
    this.#replay(listener);
    if (this.#listeners.size === 1) this.#beat();
  }

  close(): void {
    if (this.#listeners.size > 0) this.#clock.clearTimeout(this.#timer);
    for (const { response } of this.#listeners) response.end();
  }

  /** What came after Last-Event-ID; an event `gap` when that is no longer known. */
  #replay(listener: Listener): void {
    const { lastEventId } = listener;
    if (lastEventId === undefined) return;
    const [epoch, text = ''] = lastEventId.split('.');
    const last = /^\d{1,15}$/.test(text) ? Number(text) : -1;
    const kept = this.#kept.slice(-kMaxReplay);
    const oldest = kept[0]?.number ?? this.#number + 1;
    const known = epoch === this.#epoch && last >= oldest - 1 && last <= this.#number;
    if (!known) this.#write(listener, gap);
    for (const one of kept) if (known && one.number > last && wants(listener, one)) this.#write(listener, one.text);
  }

  #beat(): void {
    this.#timer = this.#clock.setTimeout(() => {
      for (const listener of this.#listeners) this.#write(listener, ': alive\n\n');
      this.#beat();
    }, kHeartbeatMs);
  }

  #write({ response }: Listener, text: string): void {
    if (response.writableLength + text.length > kMaxBacklogBytes) response.destroy();
    else if (!response.destroyed) response.write(text);
  }
}

const gap = 'event: gap\ndata: {}\n\n';

function wants({ types, deviceId }: Listener, event: Heading): boolean {
  return (types === undefined || types.has(event.type)) && (deviceId === undefined || event.deviceId === deviceId);
}

function deviceOf(event: PlatformEvent): string {
  if (event.type === 'alarm') return event.alarm.deviceId;
  return event.type === 'position' ? event.position.deviceId : event.deviceId;
}
