import { answerOf, pageBase } from '../api/client.ts';

/** A channel, or the device itself when both IDs are its own. */
export interface Place {
  deviceId: string;
  channelId: string;
}

export type Told = Record<string, unknown>;

/**
 * Calls whose paths the command set makes, so that no type lists them. Resolves with the answer. Rejects ApiError, as
 * answerOf does.
 */
export function callDevice(
  { deviceId, channelId }: Place,
  method: 'GET' | 'PUT' | 'POST' | 'DELETE',
  tail: string,
  body?: unknown,
): Promise<Told> {
  const url = `${pageBase}api/v1/devices/${encodeURIComponent(deviceId)}/channels/${encodeURIComponent(channelId)}/${tail}`;
  const json = body !== undefined && {
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  };
  return answerOf<Told>(outcomeOf(fetch(url, { method, ...json })));
}

/** Of a query; empty fields are left out. */
export function askDevice(place: Place, name: string, fields: object = {}): Promise<Told> {
  const query = new URLSearchParams(
    Object.entries(fields)
      .filter(([, value]) => value !== undefined && value !== '')
      .map(([key, value]) => [key, String(value)]),
  ).toString();
  return callDevice(place, 'GET', `query/${name}${query && `?${query}`}`);
}

async function outcomeOf(answer: Promise<Response>): Promise<{ data?: Told; error?: unknown; response: Response }> {
  const response = await answer;
  const content = response.status === 204 ? {} : ((await response.json().catch(() => ({}))) as Told);
  return response.ok ? { data: content, response } : { error: content, response };
}
