import { type ClientRequest, request as httpRequest, type IncomingMessage } from 'node:http';
import { pino } from 'pino';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { SnapShotConfig } from '../../../src/gb28181/device/snapshot-sessions.ts';
import { kMaxParallelUploads, kMaxUploadBytes } from '../../../src/http/routes/snapshot-upload.ts';
import type { SqlSnapshotStore } from '../../../src/storage/snapshot-store.ts';
import { PlayError } from '../../../src/streams/source-provider.ts';
import { channelId, deviceId, HttpWorld } from './http-world.ts';

const one = `/devices/${deviceId}/channels/${channelId}`;
const jpeg = Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0x0d, 0x0a, 0x2d, 0x2d, 0x00, 0x80, 0xff, 0xd9]);
let world: HttpWorld;
let configs: SnapShotConfig[];

beforeEach(async () => {
  world = await HttpWorld.start({ 'http.publicUrl': 'http://video.example.org/' });
  await (world.context.snapshots as SqlSnapshotStore).start();
  await world.addChannel();
  configs = [];
  world.gb28181.snapShotConfig = async (_device, _channel, config) => void configs.push(config);
});
afterEach(() => world.stop());

const order = (body: object = { SnapNum: 2, Interval: 5 }) => world.call('POST', `${one}/snapshots`, body);
/** The path that the device was told. */
const path = () => new URL(configs.at(-1)!.UploadURL).pathname;
type Headers = Record<string, string>;
const upload = (url: string, payload: Buffer | string, headers: Headers = {}, method: 'PUT' | 'POST' = 'PUT') =>
  world.app.inject({ method, url, payload, headers });

describe('an order', () => {
  it('reaches the device with an address of ours, and answers with its session', async () => {
    const { status, body } = await order();
    expect(status).toBe(202);
    expect(body).toMatchObject({ deviceId, channelId, snapNum: 2, state: 'taking', pictures: [], told: [] });
    expect(configs).toMatchObject([{ SnapNum: 2, Interval: 5, SessionID: body.sessionId }]);
    expect(configs[0]!.UploadURL).toMatch(
      new RegExp(`^http://video.example.org/api/v1/snapshots/upload/${body.sessionId}/[\\w-]{43}$`),
    );
    expect((await world.call('GET', `/snapshots/sessions/${body.sessionId}`)).body).toEqual(body);
  });

  it.each([{}, { SnapNum: 0 }, { SnapNum: 11 }, { SnapNum: 1, Interval: 0 }, { SnapNum: 1, UploadURL: 'http://x' }])(
    'of %j is refused',
    async (body) => {
      expect((await order(body)).status).toBe(400);
      expect(configs).toEqual([]);
    },
  );

  it('says why the device does not take it', async () => {
    world.gb28181.snapShotConfig = async () => {
      throw new PlayError(502, 'device-refused', 'It says ERROR.');
    };
    const { status, body } = await order();
    expect([status, body.code]).toEqual([502, 'device-refused']);
  });

  it('knows devices and sessions only that are there', async () => {
    expect((await world.call('POST', '/devices/1/channels/1/snapshots', { SnapNum: 1 })).status).toBe(404);
    expect((await world.call('GET', '/snapshots/sessions/none')).status).toBe(404);
  });

  it('names an address that the device reaches when none is configured', async () => {
    const plain = await HttpWorld.start({ 'sip.advertisedAddress': '198.51.100.7', 'http.port': '8088' });
    await plain.addChannel();
    const urls: string[] = [];
    plain.gb28181.snapShotConfig = async (_device, _channel, { UploadURL }) => void urls.push(UploadURL);
    await plain.call('POST', `${one}/snapshots`, { SnapNum: 1 });
    expect(urls[0]).toMatch(/^http:\/\/198\.51\.100\.7:\d+\/api\/v1\/snapshots\/upload\//);
    await plain.stop();
  });
});

describe('an upload', () => {
  it.each([
    ['PUT', 'image/jpeg'],
    ['POST', 'image/jpeg'],
    ['PUT', 'application/octet-stream'],
    ['POST', 'application/json'],
  ] as const)('by %s as %s is the body itself', async (method, type) => {
    const { sessionId } = (await order()).body;
    const answer = await upload(path(), jpeg, { 'content-type': type }, method);
    expect(answer.statusCode).toBe(201);
    const { body } = await world.call('GET', `/snapshots?deviceId=${deviceId}`);
    expect(body).toMatchObject({
      total: 1,
      items: [{ id: answer.json().id, sessionId, bytes: jpeg.length, fileId: '' }],
    });
    const image = await world.app.inject({
      url: `/api/v1/snapshots/${answer.json().id}/image`,
      headers: { 'x-api-key': world.key },
    });
    expect([image.headers['content-type'], image.rawPayload]).toEqual(['image/jpeg', jpeg]);
  });

  it.each([
    ['behind the address', '/34020000001310000001.jpg', {}],
    ['in Content-Disposition', '', { 'content-disposition': 'attachment; filename="34020000001310000001.JPG"' }],
  ])('is named %s', async (_where, suffix, headers) => {
    await order();
    expect((await upload(path() + suffix, jpeg, { 'content-type': 'image/jpeg', ...headers })).statusCode).toBe(201);
    expect((await world.call('GET', '/snapshots')).body.items[0].fileId).toBe('34020000001310000001');
  });

  it('in a form is its first file, with its name, byte for byte', async () => {
    await order();
    const form = Buffer.concat([
      Buffer.from('--frontier\r\nContent-Disposition: form-data; name="SessionID"\r\n\r\nabc\r\n'),
      Buffer.from('--frontier\r\nContent-Disposition: form-data; name="file"; filename="name-1.jpg"\r\n'),
      Buffer.from('Content-Type: image/jpeg\r\n\r\n'),
      jpeg,
      Buffer.from('\r\n--frontier--\r\n'),
    ]);
    const answer = await upload(path(), form, { 'content-type': 'multipart/form-data; boundary=frontier' }, 'POST');
    expect(answer.statusCode).toBe(201);
    const [{ id, fileId, bytes }] = (await world.call('GET', '/snapshots')).body.items;
    expect([fileId, bytes]).toEqual(['name-1', jpeg.length]);
    expect(await world.context.snapshots.image(id)).toEqual(jpeg);
  });

  it.each([
    ['without a boundary', 'multipart/form-data', jpeg.toString('latin1')],
    [
      'that breaks off',
      'multipart/form-data; boundary=x',
      '--x\r\nContent-Disposition: form-data; name="a"; filename="b"',
    ],
    [
      'without a file',
      'multipart/form-data; boundary=x',
      '--x\r\nContent-Disposition: form-data; name="a"\r\n\r\nb\r\n--x--\r\n',
    ],
  ])('in a form %s is refused', async (_what, type, text) => {
    await order();
    expect((await upload(path(), text, { 'content-type': type })).statusCode).toBe(400);
    expect((await world.call('GET', '/snapshots')).body.total).toBe(0);
  });

  it('that is no picture, or nothing, is refused', async () => {
    await order();
    for (const body of ['<xml/>', ''])
      expect((await upload(path(), body, { 'content-type': 'image/jpeg' })).json().code).toBe('not-a-jpeg');
  });

  it('is refused when all that were ordered have come', async () => {
    await order({ SnapNum: 1 });
    expect((await upload(path(), jpeg)).statusCode).toBe(201);
    expect((await upload(path(), jpeg)).json().code).toBe('snapshots-complete');
  });

  it('needs the address that the device was told, and nothing is read of it without', async () => {
    await order();
    const wrong = `${path().slice(0, -1)}${path().endsWith('A') ? 'B' : 'A'}`;
    expect((await upload(wrong, jpeg)).json().code).toBe('upload-refused');
    const port = await world.listen();
    // More than may be sent: refused for the address, not for the length.
    const status = await new Promise((resolve, reject) => {
      const headers = { 'content-length': kMaxUploadBytes + 1 };
      const request = httpRequest({ port, path: wrong, method: 'PUT', headers }, (answer) => {
        resolve(answer.statusCode);
        request.destroy();
      });
      request.on('error', reject);
      request.flushHeaders();
    });
    expect(status).toBe(403);
  });

  it('that fails inside tells the log no token, and no query', async () => {
    const lines: string[] = [];
    const log = pino({ level: 'error' }, { write: (line: string) => void lines.push(line) });
    await world.stop();
    world = await HttpWorld.start({ 'http.publicUrl': 'http://video.example.org/' }, { log });
    await world.addChannel();
    world.gb28181.snapShotConfig = async (_device, _channel, config) => void configs.push(config);
    await order();
    await world.db.schema.dropTable('snapshots').execute();
    for (const suffix of ['', '/name.jpg', '?x=secret'])
      expect((await upload(path() + suffix, jpeg)).statusCode, suffix).toBe(500);
    expect(lines.map((line) => JSON.parse(line).url)).toEqual([
      '/api/v1/snapshots/upload/:session/:token',
      '/api/v1/snapshots/upload/:session/:token/:file',
      '/api/v1/snapshots/upload/:session/:token',
    ]);
    expect(lines.join()).not.toContain(path().split('/').at(-1));
  });

  describe('at the same time as others', () => {
    let port: number;
    const opened: ClientRequest[] = [];
    beforeEach(async () => {
      port = await world.listen();
    });
    afterEach(() => {
      for (const request of opened.splice(0)) request.destroy();
    });

    /** Begins an upload and sends nothing of the picture; resolves when it may go on, or with the refusal. */
    async function begin(to = path()): Promise<{ refused?: number | undefined; finish: () => Promise<unknown> }> {
      const headers = { 'content-length': jpeg.length, expect: '100-continue' };
      const request = httpRequest({ port, path: to, method: 'PUT', headers, agent: false });
      opened.push(request);
      request.on('error', () => {});
      const answer = new Promise<IncomingMessage>((resolve) => request.once('response', resolve));
      request.flushHeaders();
      await new Promise((resolve) => request.once('continue', resolve));
      // What is refused is refused before anything is sent of it.
      const refused = await Promise.race([
        answer.then(({ statusCode }) => statusCode),
        world.app.inject({ url: '/healthz' }).then(() => undefined),
      ]);
      const finish = async () => {
        request.end(jpeg);
        return (await answer).statusCode;
      };
      return { refused, finish };
    }

    it('is refused when as many are under way as are still due', async () => {
      await order({ SnapNum: 2 });
      const [one, two] = [await begin(), await begin()];
      expect([one.refused, two.refused]).toEqual([undefined, undefined]);
      expect((await upload(path(), jpeg)).json().code).toBe('snapshots-complete');
      expect(await one.finish()).toBe(201);
      expect((await upload(path(), jpeg)).json().code).toBe('snapshots-complete');
      expect(await two.finish()).toBe(201);
    });

    it('makes room when it breaks off or is refused', async () => {
      await order({ SnapNum: 1 });
      await begin();
      expect((await upload(path(), jpeg)).statusCode).toBe(503);
      opened[0]!.destroy();
      await vi.waitFor(async () => expect((await upload(path(), 'no picture')).json().code).toBe('not-a-jpeg'));
      expect((await upload(path(), Buffer.alloc(kMaxUploadBytes + 1, jpeg))).statusCode).toBe(413);
      expect((await upload(path(), jpeg)).statusCode).toBe(201);
    });

    it('is refused when too many are under way over all', async () => {
      const paths: string[] = [];
      for (let i = 0; i < 2; i++) {
        await order({ SnapNum: 10 });
        paths.push(path());
      }
      for (let i = 0; i < kMaxParallelUploads; i++) expect((await begin(paths[i % 2])).refused).toBeUndefined();
      expect((await upload(path(), jpeg)).json().code).toBe('busy');
      opened[0]!.destroy();
      await vi.waitFor(async () => expect((await upload(path(), jpeg)).statusCode).toBe(201));
    });
  });

  it('has a bound', async () => {
    await order();
    expect((await upload(path(), Buffer.alloc(kMaxUploadBytes + 1, jpeg))).statusCode).toBe(413);
  });
});

it('a picture can be removed', async () => {
  await order();
  const { id } = (await upload(path(), jpeg)).json();
  expect((await world.call('DELETE', `/snapshots/${id}`)).status).toBe(204);
  expect((await world.call('DELETE', `/snapshots/${id}`)).status).toBe(404);
  expect((await world.call('GET', `/snapshots/${id}/image`)).status).toBe(404);
});
