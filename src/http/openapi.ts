import { pino } from 'pino';
import { loadConfig } from '../config/load.ts';
import type { HttpContext } from './context.ts';
import { buildServer } from './server.ts';

/**
 * The OpenAPI document of the REST API, made from the routes' schemas. Needs no database and no engine: the routes are
 * registered, and none is called.
 */
export async function openApiDocument(version: string): Promise<object> {
  const nothing = undefined as never;
  const context: HttpContext = {
    config: loadConfig(),
    secrets: { playKey: '', sessionKey: '', sipPassword: '' },
    engine: nothing,
    sharedPort: undefined,
    streams: nothing,
    stills: nothing,
    gb28181: nothing,
    devices: nothing,
    channels: nothing,
    alarms: nothing,
    positions: nothing,
    snapshots: nothing,
    snapshotSessions: nothing,
    announcements: nothing,
    accounts: nothing,
    sipStats: nothing,
    sipPort: nothing,
    clock: nothing,
    startedAt: 0,
    log: pino({ level: 'silent' }),
    version,
  };
  const app = await buildServer(context);
  try {
    return app.swagger();
  } finally {
    await app.close();
  }
}
