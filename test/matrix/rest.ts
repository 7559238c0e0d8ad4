import type { TestPlatform } from '../support/platform.ts';

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

/** Fields of a query, as REST takes them. */
export function search(fields: unknown): string {
  const query = new URLSearchParams(
    Object.entries(fields as object).map(([name, value]) => [name, String(value)] as [string, string]),
  );
  return query.size > 0 ? `?${query}` : '';
}
