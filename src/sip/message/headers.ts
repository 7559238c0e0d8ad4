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

export interface HeaderField {
  /** As written. */
  readonly name: string;
  /** Lower case, long form. */
  readonly key: string;
  readonly value: string;
}

interface Field {
  readonly name: string;
  readonly key: string;
  value: string;
  /** What the header was read as; kept in its first line. */
  parsed: unknown;
}

export class Headers {
  // State.
  #fields: Field[] = [];

  /** All header lines in the order of the wire. */
  get fields(): readonly HeaderField[] {
    return this.#fields;
  }

  /** Value of the first such header line, or undefined. */
  get(name: string): string | undefined {
    return this.#first(headerKey(name))?.value;
  }

  /** Values of all such header lines, as they stand: commas inside a line are not split. */
  getAll(name: string): string[] {
    const key = headerKey(name);
    const values: string[] = [];
    for (const field of this.#fields) if (field.key === key) values.push(field.value);
    return values;
  }

  has(name: string): boolean {
    return this.#first(headerKey(name)) !== undefined;
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
    const values = (typeof value === 'string' ? [value] : value).map(oneLine);
    const place = this.#fields.findIndex((field) => field.key === key);
    if (place < 0) {
      for (const one of values) this.#append(name, key, one);
      return this;
    }
    const fields = values.map((one) => ({ name, key, value: one, parsed: undefined }));
    const after = this.#fields.splice(place).filter((field) => field.key !== key);
    this.#fields.push(...fields, ...after);
    return this;
  }

  /** Appends one header line. */
  add(name: string, value: string): this {
    return this.append(name, oneLine(value));
  }

  /** Puts a header line before all others, as Via is pushed. */
  prepend(name: string, value: string): this {
    this.#fields.unshift({ name, key: headerKey(name), value: oneLine(value), parsed: undefined });
    return this;
  }

  /** Changes the first such line, leaving the others; `parsed` is what it is read as, where that is known. */
  replaceFirst(name: string, value: string, parsed?: unknown): void {
    const field = this.#first(headerKey(name));
    if (!field) return;
    field.value = oneLine(value);
    field.parsed = parsed;
  }

  delete(name: string): boolean {
    const key = headerKey(name);
    const before = this.#fields.length;
    this.#fields = this.#fields.filter((field) => field.key !== key);
    return this.#fields.length < before;
  }

  /** The header `key` read by `parse`, done once and kept until the header changes. */
  parsed<T>(key: string, parse: (headers: Headers) => T): T {
    const field = this.#first(key);
    if (field?.parsed !== undefined) return field.parsed as T;
    const value = parse(this);
    if (field) field.parsed = value;
    return value;
  }

  /** Appends a line that the parser has already cleaned. */
  append(name: string, value: string): this {
    return this.#append(name, headerKey(name), value);
  }

  /** Appends every line of that name that the other has, under this spelling of the name. */
  copy(other: Headers, name: string): void {
    const key = headerKey(name);
    for (const field of other.#fields) if (field.key === key) this.#append(name, key, field.value);
  }

  #append(name: string, key: string, value: string): this {
    const first = this.#first(key);
    // What was read of the lines before is not all any longer.
    if (first) first.parsed = undefined;
    this.#fields.push({ name, key, value, parsed: undefined });
    return this;
  }

  #first(key: string): Field | undefined {
    for (const field of this.#fields) if (field.key === key) return field;
    return undefined;
  }
}

/** A line end inside a value would let its author write headers of his own. */
function oneLine(value: string): string {
  if (!/[\r\n]/.test(value)) return value;
  throw new TypeError('a header value holds no line end');
}
