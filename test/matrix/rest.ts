import type { TestPlatform } from '../support/platform.ts';

/** Its type, and what it tells. */
export type PlatformEvent = { type: string } & Record<string, unknown>;

export interface Answered {
  readonly status: number;
  readonly body: unknown;
}

/** A request to REST as the administrator; `path` begins behind /api/v1. */
export async function call(platform: TestPlatform, method: string, path: string, body?: unknown): Promise<Answered> {
  const response = await platform.api(method, path, body as object | undefined);
  const text = await response.text();
  return { status: response.status, body: text === '' ? undefined : JSON.parse(text) };
}

/** What a request tells that must succeed. */
export async function told<T>(platform: TestPlatform, method: string, path: string, body?: unknown): Promise<T> {
  const answered = await call(platform, method, path, body);
  if (answered.status >= 300) throw new Error(`${method} ${path}: ${answered.status} ${JSON.stringify(answered.body)}`);
  return answered.body as T;
}

/** What the platform tells as it happens. */
export class EventStream {
  readonly #events: AsyncGenerator<PlatformEvent>;
  readonly #abort: AbortController;

  private constructor(events: AsyncGenerator<PlatformEvent>, abort: AbortController) {
    this.#events = events;
    this.#abort = abort;
  }

  static async open(platform: TestPlatform): Promise<EventStream> {
    const abort = new AbortController();
    const response = await platform.api('GET', '/events', undefined, abort.signal);
    if (response.status !== 200) throw new Error(`GET /events: ${response.status}`);
    return new EventStream(eventsOf(response.body!), abort);
  }

  /** The next one of that type. */
  async next(type: string): Promise<PlatformEvent> {
    for (;;) {
      const { value, done } = await this.#events.next();
      if (done) throw new Error('the events ended');
      if (value.type === type) return value;
    }
  }

  close(): void {
    this.#abort.abort();
  }
}

async function* eventsOf(body: ReadableStream<Uint8Array>): AsyncGenerator<PlatformEvent> {
  const decoder = new TextDecoder();
  let text = '';
  for await (const chunk of body) {
    text += decoder.decode(chunk, { stream: true });
    const blocks = text.split('\n\n');
    text = blocks.pop()!;
    for (const block of blocks) {
      const [, type, data] = /^event: ?(.*)\ndata: ?(.*)$/m.exec(block) ?? [];
      if (data) yield { type, ...JSON.parse(data) } as PlatformEvent;
    }
  }
}

/** Fields of a query, as REST takes them. */
export function search(fields: unknown): string {
  const query = new URLSearchParams(
    Object.entries(fields as object).map(([name, value]) => [name, String(value)] as [string, string]),
  );
  return query.size > 0 ? `?${query}` : '';
}
