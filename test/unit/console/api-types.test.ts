import openapiTypes, { astToString } from 'openapi-typescript';
import { pino } from 'pino';
import { expect, test } from 'vitest';
import type { HttpContext } from '../../../src/http/context.ts';
import { buildServer } from '../../../src/http/server.ts';

const banner =
  '// Written from the OpenAPI document; after a change of routes: npx vitest run test/unit/console/api-types -u\n\n';

/** The document needs the routes' schemas only; no route is called. */
const unused = {} as never;
const context: HttpContext = {
  config: { http: { corsOrigins: [], trustProxy: false }, media: {}, sip: { id: '' } } as never,
  secrets: { sessionKey: 'session', playKey: 'play' } as never,
  engine: unused,
  sharedPort: undefined,
  streams: unused,
  gb28181: unused,
  devices: unused,
  channels: unused,
  accounts: unused,
  sipStats: () => unused,
  sipPort: () => 0,
  clock: { now: () => 0 } as never,
  log: pino({ level: 'silent' }),
  version: '0.0.0',
};

test('the types that the console calls the API with are those of the OpenAPI document', async () => {
  const app = await buildServer(context);
  const document = (await app.inject('/api/openapi.json')).json();
  await app.close();
  const types = banner + astToString(await openapiTypes(document));
  await expect(types).toMatchFileSnapshot('../../../src/http/api.d.ts');
});
