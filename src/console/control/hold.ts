/** Again before the server stops what it was told to move; the server's bound is twice as long and more. */
export const repeatMs = 2000;
/** After this time without a word of ours the server stops the camera. */
export const durationMs = 5000;

/**
 * A movement that lasts while a button is held. What is sent goes out one after the other, so that a stop is never
 * overtaken by the start before it; a page that vanishes leaves the stop to the server.
 *
 *   idle --press--> moving --every repeatMs--> moving --release--> idle (stop sent)
 */
export class Hold<Move> {
  readonly #send: (move: Move) => Promise<unknown>;
  readonly #stop: () => Promise<unknown>;
  readonly #onError: (error: unknown) => void;
  #line: Promise<void> = Promise.resolve();
  #sending = 0;
  #timer: ReturnType<typeof setInterval> | undefined;

  constructor(send: (move: Move) => Promise<unknown>, stop: () => Promise<unknown>, onError: (error: unknown) => void) {
    this.#send = send;
    this.#stop = stop;
    this.#onError = onError;
  }

  get held(): boolean {
    return this.#timer !== undefined;
  }

  press(move: Move): void {
    if (this.held) return;
    this.#queue(() => this.#send(move));
    this.#timer = setInterval(() => {
      // A server that is slower than we repeat is not sent more.
      if (this.#sending === 0) this.#queue(() => this.#send(move));
    }, repeatMs);
  }

  /** Letting go of what is not held does nothing: several events may tell of one end. */
  release(): void {
    if (!this.held) return;
    clearInterval(this.#timer);
    this.#timer = undefined;
    this.#queue(this.#stop);
  }

  #queue(action: () => Promise<unknown>): void {
    this.#sending++;
    this.#line = this.#line
      .then(action)
      .catch(this.#onError)
      .then(() => {
        this.#sending--;
      });
  }
}
