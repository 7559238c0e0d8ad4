import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { describeError, HttpError } from '../../../src/http/http-error.ts';
import { openApiDocument } from '../../../src/http/openapi.ts';
import { HttpWorld } from './http-world.ts';

let world: HttpWorld | undefined;
let folder: string | undefined;
afterEach(async () => {
  await world?.stop();
  if (folder) rmSync(folder, { recursive: true, force: true });
  world = undefined;
});

describe('every answer', () => {
  it('has a request ID, and headers that keep browsers from mischief', async () => {
    world = await HttpWorld.start();
    const { headers } = await world.app.inject({ url: '/healthz' });
    expect(headers['x-request-id']).toMatch(/^[0-9a-f-]{36}$/);
    expect(headers['x-content-type-options']).toBe('nosniff');
    const policy = String(headers['content-security-policy']);
    expect(policy).toContain("script-src 'self'");
    expect(policy).toContain("media-src 'self' blob:");
    expect(policy).toContain("connect-src 'self' ws: wss:");
  });

  it('is JSON with a code, for what is not there and for what cannot be read', async () => {
    world = await HttpWorld.start();
    const missing = await world.app.inject({ url: '/api/v1/nothing?x=1' });
    expect(missing.statusCode).toBe(404);
    expect(missing.json()).toEqual({ code: 'not-found', message: 'There is nothing at GET /api/v1/nothing.' });
    const malformed = await world.app.inject({ url: '/%zz' });
    expect([malformed.statusCode, Object.keys(malformed.json())]).toEqual([400, ['code', 'message']]);
    expect(malformed.json().code).toBe('invalid-request');
    expect(malformed.headers['x-request-id']).toBeDefined();
    const post = (payload: string, type: string) =>
      world!.app.inject({ method: 'POST', url: '/api/v1/session', payload, headers: { 'content-type': type } });
    expect((await post('{', 'application/json')).json().code).toBe('invalid-request');
    expect((await post('x', 'text/csv')).json().code).toBe('unsupported-media-type');
    const large = await post(JSON.stringify({ name: 'x'.repeat(300_000) }), 'application/json');
    expect([large.statusCode, large.json().code]).toEqual([413, 'too-large']);
  });

  it('lets configured origins in, and no other', async () => {
    world = await HttpWorld.start({ 'http.corsOrigins': 'https://a.example' });
    const allowed = async (origin: string) =>
      (await world!.app.inject({ url: '/healthz', headers: { origin } })).headers['access-control-allow-origin'];
    expect(await allowed('https://a.example')).toBe('https://a.example');
    expect(await allowed('https://b.example')).toBeUndefined();
  });
});

describe('the console', () => {
  it('is served at / with its assets, and nothing beside it', async () => {
    folder = mkdtempSync(join(tmpdir(), 'guanlan-console-'));
    mkdirSync(join(folder, 'console/assets'), { recursive: true });
    writeFileSync(join(folder, 'secret'), 'secret');
    writeFileSync(join(folder, 'console/index.html'), '<title>Guanlan</title>');
    writeFileSync(join(folder, 'console/assets/app-1a2b.js'), 'play()');
    writeFileSync(join(folder, 'console/.stamp'), 'of the build');
    world = await HttpWorld.start({}, { consoleFolder: join(folder, 'console') });
    const page = await world.app.inject({ url: '/' });
    expect(page.body).toBe('<title>Guanlan</title>');
    expect(page.headers['cache-control']).toBe('no-cache');
    const asset = await world.app.inject({ url: '/assets/app-1a2b.js' });
    expect([asset.body, asset.headers['cache-control']]).toEqual(['play()', 'public, max-age=31536000, immutable']);
    expect((await world.app.inject({ url: '/.stamp' })).statusCode).toBe(404);
    for (const url of ['/../secret', '/%2e%2e/secret', '/assets/..%2f..%2fsecret', '/none.js'])
      expect((await world.app.inject({ url })).statusCode, url).toBeGreaterThanOrEqual(400);
  });

  it('is left out when it was not built', async () => {
    world = await HttpWorld.start({}, { consoleFolder: '/nonexistent' });
    expect((await world.app.inject({ url: '/' })).statusCode).toBe(404);
  });
});

describe('the OpenAPI document', () => {
  it('is the same with and without a running platform', async () => {
    world = await HttpWorld.start();
    const served = (await world.app.inject({ url: '/api/openapi.json' })).json();
    expect(JSON.parse(JSON.stringify(await openApiDocument('1.2.3')))).toEqual(served);
    expect(served.openapi).toBe('3.1.0');
  });

  it('describes every route with a summary, a tag and its path parameters', async () => {
    const { paths } = (await openApiDocument('0')) as { paths: Record<string, Record<string, Operation>> };
    const operations = Object.entries(paths).flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, operation]) => ({ name: `${method} ${path}`, path, operation })),
    );
    expect(operations.length).toBeGreaterThan(30);
    for (const { name, path, operation } of operations) {
      expect(operation.summary, name).toBeTruthy();
      expect(operation.tags, name).toHaveLength(1);
      const inPath = (operation.parameters ?? []).filter((one) => one.in === 'path').map((one) => one.name);
      expect(
        [...path.matchAll(/\{(.+?)\}/g)].map((match) => match[1]),
        name,
      ).toEqual(inPath);
    }
    expect(paths['/live/{stream}']).toBeDefined();
  });

  it('tells what every route of its kind answers, and which are open', async () => {
    const { paths, components } = (await openApiDocument('0')) as OpenApi;
    const open: string[] = [];
    for (const [path, methods] of Object.entries(paths))
      for (const [method, { responses, security, requestBody }] of Object.entries(methods)) {
        const name = `${method} ${path}`;
        if (security) open.push(name);
        else expect(responses, name).toHaveProperty('401');
        if (requestBody || path.includes('{')) expect(responses, name).toHaveProperty('400');
        if (requestBody) expect(responses, name).toMatchObject({ 413: {}, 415: {} });
      }
    expect(open.sort()).toEqual([
      'delete /api/v1/session',
      'get /healthz',
      'get /live/{stream}',
      'get /microphone/{id}',
      'get /readyz',
      'post /api/v1/session',
      'post /api/v1/snapshots/upload/{session}/{token}',
      'post /api/v1/snapshots/upload/{session}/{token}/{file}',
      'put /api/v1/snapshots/upload/{session}/{token}',
      'put /api/v1/snapshots/upload/{session}/{token}/{file}',
    ]);
    expect(Object.keys(paths['/live/{stream}']!['get']!.responses)).toEqual(
      expect.arrayContaining(['200', '400', '401', '404', '502', '503', '504']),
    );
    expect(paths['/live/{stream}']!['get']!.responses['200']).toMatchObject({
      content: { 'video/x-flv': {}, 'video/mp4': {} },
    });
    expect(paths['/readyz']!['get']!.responses).toHaveProperty('503');
    expect(paths['/api/v1/password']!['put']!.responses).toHaveProperty('429');
    expect(paths['/api/v1/senders']!['post']!.responses).toHaveProperty('409');
    expect(Object.values(components.securitySchemes)).toContainEqual({
      type: 'apiKey',
      in: 'cookie',
      name: 'guanlan_session',
    });
    const query = paths['/api/v1/devices']!['get']!.parameters!;
    expect(query.filter(({ required }) => required)).toEqual([]);
  });

  it('has a page', async () => {
    world = await HttpWorld.start();
    const page = await world.app.inject({ url: '/api/docs/' });
    expect(page.statusCode).toBe(200);
    expect(page.headers['content-type']).toContain('text/html');
  });
});

interface Operation {
  summary?: string;
  tags?: string[];
  parameters?: { in: string; name: string; required?: boolean }[];
  security?: object[];
  requestBody?: object;
  responses: Record<string, object>;
}

interface OpenApi {
  paths: Record<string, Record<string, Operation>>;
  components: { securitySchemes: Record<string, object> };
}

describe('describeError', () => {
  it.each([
    [new HttpError(409, 'x', 'y'), 409, 'x'],
    [Object.assign(new Error('taken'), { code: 'GL_ERR_PORT_IN_USE' }), 409, 'GL_ERR_PORT_IN_USE'],
    [Object.assign(new Error('new'), { code: 'GL_ERR_OF_TOMORROW' }), 500, 'GL_ERR_OF_TOMORROW'],
    [Object.assign(new Error('too fast'), { statusCode: 429 }), 429, 'too-many-requests'],
    [new TypeError('x is undefined'), 500, 'internal'],
    [Object.assign(new Error('inside'), { statusCode: 502 }), 500, 'internal'],
  ])('%s', (error, status, code) => {
    expect(describeError(error)).toMatchObject({ status, code });
  });

  it('tells nothing of the inside', () => {
    expect(describeError(new Error('SQLITE_FULL at /var/lib')).message).not.toMatch(/SQLITE|var/);
  });
});
