import type { ApiDocument } from '../control/operations.ts';
import { pageBase } from './client.ts';

let read: Promise<ApiDocument> | undefined;

/** Read once. Rejects with an error that can be shown. */
export function apiDocument(): Promise<ApiDocument> {
  read ??= fetch(`${pageBase}api/openapi.json`).then(async (response) => {
    if (!response.ok) throw new Error(response.statusText);
    return (await response.json()) as ApiDocument;
  });
  read.catch(() => {
    read = undefined;
  });
  return read;
}
