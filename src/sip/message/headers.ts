// RFC 3261 §7.3: header fields in the order of the wire, names compared without case and by their compact forms.

/** RFC 3261 §7.3.3 and §20, RFC 6665 (o, u), RFC 3515 (r), RFC 4028 (x), RFC 3892 (b), RFC 3841 (a, j, d). */
const compactForms: Record<string, string> = {
  a: 'accept-contact',
  b: 'referred-by',
  c: 'content-type',
  d: 'request-disposition',
  e: 'content-encoding',
  f: 'from',
  i: 'call-id',
  j: 'reject-contact',
  k: 'supported',
  l: 'content-length',
  m: 'contact',
  o: 'event',
  r: 'refer-to',
  s: 'subject',
  t: 'to',
  u: 'allow-events',
  v: 'via',
  x: 'session-expires',
};

/** Usual spellings, so that the common case needs no new string. */
const keys = new Map<string, string>();
for (const name of [
  'Via From To Call-ID CSeq Contact Max-Forwards Content-Type Content-Length User-Agent Expires Authorization',
  'WWW-Authenticate Proxy-Authorization Proxy-Authenticate Allow Supported Require Route Record-Route Date Subject',
  'Event Subscription-State Server Reason Accept Retry-After Min-Expires Unsupported',
].flatMap((line) => line.split(' '))) {
  keys.set(name, name.toLowerCase());
  keys.set(name.toLowerCase(), name.toLowerCase());
}
for (const [short, long] of Object.entries(compactForms)) {
  keys.set(short, long);
  keys.set(short.toUpperCase(), long);
}

/** The name under which a header is found: lower case, long form. */
export function headerKey(name: string): string {
  return keys.get(name) ?? name.toLowerCase();
}

interface Field {
  name: string;
  key: string;
  value: string;
}

export class Headers {
  // State.
  readonly #fields: Field[] = [];
  readonly #parsed = new Map<string, unknown>();

  /** Value of the first such header line, or undefined. */
  get(name: string): string | undefined {
    const key = headerKey(name);
    for (const field of this.#fields) if (field.key === key) return field.value;
    return undefined;
  }

  /** Values of all such header lines, as they stand: commas inside a line are not split. */
  getAll(name: string): string[] {
    const key = headerKey(name);
    const values: string[] = [];
    for (const field of this.#fields) if (field.key === key) values.push(field.value);
    return values;
  }

  has(name: string): boolean {
    return this.get(name) !== undefined;
  }

  count(name: string): number {
    const key = headerKey(name);
    let count = 0;
    for (const field of this.#fields) if (field.key === key) count++;
    return count;
  }

  /** Replaces every such header; the first place is kept. */
  set(name: string, value: string | readonly string[]): this {
    const key = headerKey(name);
    const values = typeof value === 'string' ? [value] : value;
    const found = this.#fields.findIndex((field) => field.key === key);
    const kept = this.#fields.filter((field) => field.key !== key);
    const fields = values.map((one) => ({ name, key, value: oneLine(one) }));
    this.#fields.length = 0;
    const place = found < 0 ? kept.length : found;
    this.#fields.push(...kept.slice(0, place), ...fields, ...kept.slice(place));
    this.#parsed.delete(key);
    return this;
  }

  /** Appends one header line. */
  add(name: string, value: string): this {
    const key = headerKey(name);
    this.#fields.push({ name, key, value: oneLine(value) });
    this.#parsed.delete(key);
    return this;
  }

  /** Puts a header line before all others, as Via is pushed. */
  prepend(name: string, value: string): this {
    const key = headerKey(name);
    this.#fields.unshift({ name, key, value: oneLine(value) });
    this.#parsed.delete(key);
    return this;
  }

  /** Changes the first such line, leaving the others. */
  replaceFirst(name: string, value: string): void {
    const key = headerKey(name);
    const field = this.#fields.find((one) => one.key === key);
    if (field) field.value = oneLine(value);
    this.#parsed.delete(key);
  }

  delete(name: string): boolean {
    const key = headerKey(name);
    const before = this.#fields.length;
    const kept = this.#fields.filter((field) => field.key !== key);
    this.#fields.length = 0;
    this.#fields.push(...kept);
    this.#parsed.delete(key);
    return kept.length < before;
  }

  /** [name, value] in the order of the wire, names as written. */
  *entries(): IterableIterator<[string, string]> {
    for (const field of this.#fields) yield [field.name, field.value];
  }

  get size(): number {
    return this.#fields.length;
  }

  /** The header `key` read by `parse`, done once and kept until the header changes. */
  parsed<T>(key: string, parse: (headers: Headers) => T): T {
    const known = this.#parsed.get(key);
    if (known !== undefined) return known as T;
    const value = parse(this);
    if (value !== undefined) this.#parsed.set(key, value);
    return value;
  }

  /** Appends a line that the parser has already cleaned. */
  append(name: string, value: string): void {
    this.#fields.push({ name, key: headerKey(name), value });
  }
}

/** A line end inside a value would let its author write headers of his own. */
function oneLine(value: string): string {
  if (!/[\r\n]/.test(value)) return value;
  throw new TypeError('a header value holds no line end');
}
