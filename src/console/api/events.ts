import { pageBase } from './client.ts';

export interface Listening {
  close(): void;
}

/**
 * Listens to what happens at the server. The browser connects again by itself and tells where it was; `onGap` is called
 * when what came meanwhile is not known any more.
 */
export function listen<T>(types: string[], onEvent: (type: string, data: T) => void, onGap: () => void): Listening {
  const source = new EventSource(`${pageBase}api/v1/events?types=${encodeURIComponent(types.join(','))}`);
  for (const type of types)
    source.addEventListener(type, (event) => onEvent(type, JSON.parse((event as MessageEvent<string>).data) as T));
  source.addEventListener('gap', onGap);
  return source;
}
