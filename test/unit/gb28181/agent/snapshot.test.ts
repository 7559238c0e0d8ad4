import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { fileId } from '../../../../src/gb28181/agent/snapshot.ts';
import { channelIds } from '../site.ts';
import { PeerPlatform } from './peer-platform.ts';

interface Upload {
  method: string;
  path: string;
  headers: IncomingHttpHeaders;
  body: Buffer;
}

const session = '0123456789abcdef0123456789abcdef';
const jpeg = Buffer.from([0xff, 0xd8, 0xff, 0xd9]);
let uploads: Upload[];
let status: number;
let platform: PeerPlatform;
const server = createServer(async (request, response) => {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  const { method = '', url = '', headers } = request;
  uploads.push({ method, path: url, headers, body: Buffer.concat(parts) });
  response.writeHead(status).end();
});

beforeEach(async () => {
  uploads = [];
  status = 201;
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  platform = await PeerPlatform.open();
});
afterEach(async () => {
  await platform.close();
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

const url = () => `http://127.0.0.1:${(server.address() as AddressInfo).port}/upload/key`;
const order = (fields: object = {}) =>
  platform.send(
    'Control',
    'DeviceConfig',
    { SnapShotConfig: { SnapNum: '2', Interval: '5', UploadURL: url(), SessionID: session, ...fields } },
    channelIds[1],
  );
const told = () => platform.messages.find(({ cmdType }) => cmdType === 'UploadSnapShotFinished');

it('[GB/T 28181-2022 §9.14] takes, uploads and tells the pictures that it was ordered to take', async () => {
  await platform.agent({ takePicture: async () => jpeg });
  await order();
  await expect.poll(() => uploads.length).toBe(1);
  expect(platform.messages.find(({ cmdType }) => cmdType === 'DeviceConfig')?.fields).toMatchObject({ Result: 'OK' });
  await platform.clock.advanceAsync(4999);
  expect(told()).toBeUndefined();
  await platform.clock.advanceAsync(1);
  await expect.poll(told).toBeDefined();
  expect(uploads).toMatchObject([
    { method: 'POST', path: '/upload/key', headers: { 'content-type': 'image/jpeg' }, body: jpeg },
    { method: 'POST', path: '/upload/key', body: jpeg },
  ]);
  const names = uploads.map(({ headers }) => /filename="(.*)\.jpg"/.exec(headers['content-disposition']!)![1]);
  expect(told()).toMatchObject({
    kind: 'Notify',
    deviceId: channelIds[1],
    fields: { SessionID: session, SnapShotList: { SnapShotFileID: names } },
  });
  expect(new Set(names).size).toBe(2);
});

it('names a file by channel, kind, local time and count', () => {
  expect(fileId(channelIds[0], Date.UTC(2026, 0, 1, 23, 4, 5, 67), 3)).toBe(`${channelIds[0]}022026010207040506703`);
});

describe('what could not be uploaded is not told', () => {
  it.each([
    ['refused', 403, {}],
    ['to nowhere', 201, { UploadURL: 'http://127.0.0.1:1/' }],
    ['to what is no web address', 201, { UploadURL: 'file:///etc/passwd' }],
  ])('%s', async (_what, answer, fields) => {
    status = answer;
    await platform.agent({ takePicture: async () => jpeg });
    await order({ SnapNum: '1', ...fields });
    await expect.poll(told).toBeDefined();
    expect(told()!.fields['SnapShotList']).toBe('');
  });

  it('by a camera that takes none', async () => {
    await platform.agent();
    await order({ SnapNum: '1' });
    await expect.poll(told).toBeDefined();
    expect(uploads).toEqual([]);
  });
});

it('refuses an order that is no order, and as a device of the edition of 2016', async () => {
  await platform.agent({ takePicture: async () => jpeg });
  await order({ SnapNum: '11' });
  const results = () => platform.messages.filter(({ cmdType }) => cmdType === 'DeviceConfig');
  await expect.poll(() => results().length).toBe(1);
  expect(results()[0]!.fields).toMatchObject({ Result: 'ERROR' });
  expect(uploads).toEqual([]);
});

it('does not go on after a restart', async () => {
  const agent = await platform.agent({ takePicture: async () => jpeg, bootMs: 1000 });
  await order();
  await expect.poll(() => uploads.length).toBe(1);
  const restarted = agent.restart();
  const booted = async () => {
    await platform.clock.advanceAsync(1000);
    return agent.state.boots;
  };
  await expect.poll(booted).toBe(1);
  await restarted;
  await platform.clock.advanceAsync(10_000);
  expect(uploads).toHaveLength(1);
  expect(told()).toBeUndefined();
});
