// One record that is played: GB/T 28181-2016 §9.8, GB/T 28181-2022 §9.8.
//
//   starting --200--> playing <--pause, resume--> paused
//                        '-- MediaStatus 121, end of the range, BYE, silence, lease over, stop --> ended
import type { Clock } from '../../base/clock.ts';
import type { ReceiverUpdate } from '../../engine/binding.d.ts';
import { PlayError } from '../../streams/source-provider.ts';
import type { Edition } from '../codec/command-set/index.ts';
import type { InvitedSession, SessionEnd } from './invited-session.ts';
import { Lease } from './lease.ts';
import { type ControlAnswer, type PlaybackChange, PlaybackControl } from './playback-control.ts';
import { PlaybackPosition } from './playback-position.ts';
import type { TimeRange } from './time-range.ts';

export interface PlaybackFacts extends TimeRange {
  id: string;
  deviceId: string;
  channelId: string;
  /** Name of its stream. */
  stream: string;
  state: 'playing' | 'paused' | 'ended';
  scale: number;
  /** About where it is, from the start of the range. */
  positionMs: number;
  /** Epoch milliseconds. */
  leaseEndsAt: number;
  end: { code: SessionEnd['code'] | 'finished' | 'lease-over'; text: string } | undefined;
}

export interface PlaybackParts {
  id: string;
  session: InvitedSession;
  range: TimeRange;
  edition: Edition;
  clock: Clock;
  silenceMs: number;
}

/** Commands that wait for the answers to those before. */
const maxWaiting = 16;
/** A device that ends this close to the end of the range has sent it all. */
const endToleranceMs = 3000;

export class Playback {
  readonly id: string;
  // Given.
  readonly #parts: PlaybackParts;
  // Owned.
  readonly #control: PlaybackControl;
  readonly #position: PlaybackPosition;
  readonly #lease: Lease;
  // State.
  #paused = false;
  #scale = 1;
  #end: PlaybackFacts['end'];
  #waiting = 0;
  #last: Promise<unknown> = Promise.resolve();

  constructor(parts: PlaybackParts) {
    const { id, session, range, edition, clock } = parts;
    this.id = id;
    this.#parts = parts;
    this.#control = new PlaybackControl((type, body) => session.info(type, body), edition);
    this.#position = new PlaybackPosition(clock, range.endMs - range.startMs);
    this.#lease = new Lease(
      clock,
      () => session.stream.viewers.size > 0,
      () => void this.#finish('lease-over', 'Nobody watched it or asked for it any more.'),
    );
    if (session.stream.ready) this.#position.run();
    else session.stream.once('ready', () => this.#paused || this.#position.run());
    void session.ended.then((end) => this.#onEnded(end));
  }

  get session(): InvitedSession {
    return this.#parts.session;
  }

  /** Milliseconds that are left by the clock. */
  get leftMs(): number {
    const { startMs, endMs } = this.#parts.range;
    return endMs - startMs - this.#position.ms;
  }

  facts(): PlaybackFacts {
    const { id, session, range } = this.#parts;
    return {
      id,
      deviceId: session.deviceId,
      channelId: session.channelId,
      stream: session.stream.name,
      startMs: range.startMs,
      endMs: range.endMs,
      state: this.#end ? 'ended' : this.#paused ? 'paused' : 'playing',
      scale: this.#scale,
      positionMs: Math.round(this.#position.ms),
      leaseEndsAt: this.#lease.endsAt,
      end: this.#end,
    };
  }

  touch(): void {
    this.#lease.renew();
  }

  /**
   * Tells the device what to change, one command after the other; resolves with its answers. Rejects PlayError at the first
   * that it refuses, with those before in force.
   */
  async change(change: PlaybackChange): Promise<ControlAnswer[]> {
    this.touch();
    if (this.#waiting >= maxWaiting)
      throw new PlayError(503, 'busy', 'The device has not answered what it was told before; wait for that.');
    this.#waiting++;
    const done = this.#last.then(() => this.#apply(change));
    this.#last = done.catch(() => {});
    try {
      return await done;
    } finally {
      this.#waiting--;
    }
  }

  /** The device has sent all (MediaStatus 121). */
  finished(): Promise<void> {
    return this.#finish('finished', 'The device sent the record to its end.');
  }

  /** The device is offline. While it is to be silent, no silence tells that it sends no more. */
  deviceGone(): void {
    if (this.#paused) void this.#finish('media-lost', 'The device went offline while the playback was paused.');
  }

  stop(): Promise<void> {
    if (!this.#end) this.#control.teardown();
    return this.#finish('stopped', 'It was stopped by request.');
  }

  async #apply({ positionMs, scale, paused }: PlaybackChange): Promise<ControlAnswer[]> {
    const answers: ControlAnswer[] = [];
    const keep = (answer: ControlAnswer) => answers.push(answer);
    this.#refuseEnded();
    // Before the first command, so that nothing is done by halves.
    if (scale !== undefined) this.#control.checkScale(scale);
    if (positionMs !== undefined) keep(await this.#seek(positionMs));
    if (scale !== undefined) keep(await this.#setScale(scale));
    if (paused === true && !this.#paused) keep(await this.#pause());
    if (paused === false && this.#paused) keep(await this.#resume());
    return answers;
  }

  async #seek(positionMs: number): Promise<ControlAnswer> {
    const { startMs, endMs } = this.#parts.range;
    if (!(positionMs >= 0 && positionMs < endMs - startMs))
      throw new PlayError(
        400,
        'bad-position',
        `The record has ${(endMs - startMs) / 1000} s; the position is outside.`,
      );
    const answer = await this.#control.seek(positionMs, this.#scale < 0);
    this.#position.jump(positionMs);
    // A PLAY ends a pause.
    this.#running();
    return answer;
  }

  async #setScale(scale: number): Promise<ControlAnswer> {
    const answer = await this.#control.scale(scale);
    this.#scale = answer.scale ?? scale;
    this.#position.setScale(this.#scale);
    // What is sent faster, slower or backwards has times of which devices make what they like, and sound that nobody can
    // listen to: then what counts is when a picture came.
    const asRecorded = this.#scale === 1;
    this.#receive({ timing: asRecorded ? 'record' : 'arrival', sound: asRecorded });
    this.#running();
    return answer;
  }

  async #pause(): Promise<ControlAnswer> {
    const { session, silenceMs } = this.#parts;
    // Before it is silent.
    this.#receive({ silenceMs: 0 });
    try {
      const answer = await this.#control.pause();
      this.#paused = true;
      this.#position.pause();
      return answer;
    } catch (error) {
      if (!session.ending) this.#receive({ silenceMs });
      throw error;
    }
  }

  async #resume(): Promise<ControlAnswer> {
    const answer = await this.#control.resume();
    this.#running();
    return answer;
  }

  #running(): void {
    if (this.#paused) this.#receive({ silenceMs: this.#parts.silenceMs });
    this.#paused = false;
    if (this.session.stream.ready) this.#position.run();
  }

  /** Throws PlayError when it has ended while the device answered. */
  #receive(change: ReceiverUpdate): void {
    const { receiver, ending } = this.session;
    if (ending)
      throw new PlayError(409, 'playback-ended', 'The playback ended while the device was told of the change.');
    receiver.update(change);
  }

  #onEnded({ code, text }: SessionEnd): void {
    const { startMs, endMs } = this.#parts.range;
    const atEnd = this.#scale < 0 ? this.#position.ms : endMs - startMs - this.#position.ms;
    if (code !== 'stopped' && atEnd <= endToleranceMs) this.#over('finished', `The record is at its end. ${text}`);
    else this.#over(code, text);
  }

  async #finish(code: NonNullable<PlaybackFacts['end']>['code'], text: string): Promise<void> {
    this.#over(code, text);
    await this.session.stop(text);
  }

  #over(code: NonNullable<PlaybackFacts['end']>['code'], text: string): void {
    this.#end ??= { code, text };
    this.#position.pause();
    this.#lease.giveUp();
  }

  #refuseEnded(): void {
    if (this.#end) throw new PlayError(409, 'playback-ended', `The playback has ended: ${this.#end.text}`);
  }
}
