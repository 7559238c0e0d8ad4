/** Where the start of a channel stands or stood, for whoever looks at a black tile. */
export interface Explanation {
  /** Stable word; the console has a text for each. */
  code: string;
  text: string;
}

const maxKept = 10_000;

/** The last word on each stream; the oldest are forgotten. */
export class Explanations {
  readonly #byStream = new Map<string, Explanation>();

  set(stream: string, code: string, text: string): void {
    this.#byStream.delete(stream);
    this.#byStream.set(stream, { code, text });
    if (this.#byStream.size > maxKept) this.#byStream.delete(this.#byStream.keys().next().value!);
  }

  get(stream: string): Explanation | undefined {
    return this.#byStream.get(stream);
  }
}
