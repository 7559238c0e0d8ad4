// An answer to a query, which may come in many parts: GB/T 28181-2016 annex A.2.6, GB/T 28181-2022 annex M.
import { decodeFields, type queries } from '../codec/command-set/index.ts';
import type { Manscdp } from '../codec/manscdp.ts';

/** Items of one answer; more are cut off. */
export const kMaxAnswerItems = 20_000;
/** Of all its items, written as JSON; the part that goes above ends the answer. */
export const kMaxAnswerChars = 16 * 1024 * 1024;

type Query = (typeof queries)[keyof typeof queries];

/** Elements of the answer. */
export type AnswerFields = Record<string, unknown>;

/** Puts the parts of one answer together. */
export class AnswerParts {
  came = false;
  readonly #query: Query;
  readonly #seen = new Set<string>();
  readonly #items: unknown[] = [];
  #fields: AnswerFields = {};
  #cut = 0;
  #chars = 0;
  #sum = Number.NaN;

  constructor(query: Query) {
    this.#query = query;
  }

  /** True when the answer is whole. A part that is sent again counts once. */
  add({ fields }: Manscdp): boolean {
    this.came = true;
    const { response, items } = this.#query;
    if (response === null) return true;
    const part = decodeFields(response, fields) as AnswerFields;
    this.#fields = { ...part, ...this.#fields };
    if (items === undefined) return true;
    const list = part[items];
    if (typeof part['SumNum'] === 'number') this.#sum = part['SumNum'];
    if (!Array.isArray(list)) return this.#sum === 0;
    const written = JSON.stringify(list);
    if (!this.#seen.has(written) || list.length === 0) this.#keep(list);
    this.#seen.add(written);
    this.#chars += written.length;
    // However much a device goes on to tell: there is no room for it.
    if (this.#cut > 0 || this.#chars > kMaxAnswerChars) return true;
    return this.#items.length >= this.#sum;
  }

  /** As one message would have told it. `missing`: what SumNum promised and did not come. */
  answer(): AnswerFields {
    const { items } = this.#query;
    if (items === undefined) return this.#fields;
    const missing = Math.max(0, this.#sum - this.#items.length) || 0;
    return {
      ...this.#fields,
      ...(!Number.isNaN(this.#sum) && { SumNum: this.#sum }),
      [items]: this.#items,
      ...(missing > 0 && { missing }),
    };
  }

  #keep(list: unknown[]): void {
    const room = Math.max(0, kMaxAnswerItems - this.#items.length);
    this.#items.push(...list.slice(0, room));
    this.#cut += list.length - Math.min(room, list.length);
  }
}
