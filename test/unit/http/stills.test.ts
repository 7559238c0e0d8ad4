import { afterEach, beforeEach, expect, it } from 'vitest';
import type { StillWish } from '../../../src/stills/decoder.ts';
import type { Stills } from '../../../src/stills/stills.ts';
import { PlayError } from '../../../src/streams/source-provider.ts';
import { channelId, deviceId, HttpWorld } from './http-world.ts';

const picture = Buffer.from([0xff, 0xd8, 0xff, 1, 2, 3]);
let asked: [string, StillWish][];
let failure: PlayError | undefined;
let world: HttpWorld;

beforeEach(async () => {
  asked = [];
  failure = undefined;
  const take = async (stream: string, wish: StillWish) => {
    asked.push([stream, wish]);
    if (failure) throw failure;
    return { image: picture, takenAt: Date.UTC(2026, 0, 2) };
  };
  world = await HttpWorld.start({}, { stills: { take } as unknown as Stills });
});
afterEach(() => world.stop());

const get = (path: string) =>
  world.app.inject({ method: 'GET', url: `/api/v1${path}`, headers: { 'x-api-key': world.key } });

it('answers with a picture of a running stream', async () => {
  world.engine.openStream({ name: 'gate', onLoss: 'pass' });
  const answer = await get('/stream/snapshot?name=gate');
  expect([answer.statusCode, answer.headers['content-type']]).toEqual([200, 'image/jpeg']);
  expect(answer.rawPayload).toEqual(picture);
  expect(answer.headers['last-modified']).toBe('Fri, 02 Jan 2026 00:00:00 GMT');
  expect(asked).toEqual([['gate', { format: 'jpeg', width: undefined }]]);
});

it('answers with a picture of a channel, in format and width of choice', async () => {
  await world.addChannel();
  const answer = await get(`/devices/${deviceId}/channels/${channelId}/snapshot?format=png&width=320`);
  expect([answer.statusCode, answer.headers['content-type']]).toEqual([200, 'image/png']);
  expect(asked).toEqual([[`${deviceId}/${channelId}`, { format: 'png', width: 320 }]]);
});

it('starts nothing for streams and channels that are not there', async () => {
  for (const path of ['/stream/snapshot?name=none', `/devices/${deviceId}/channels/1/snapshot`])
    expect((await world.call('GET', path)).status).toBe(404);
  expect(asked).toEqual([]);
});

it.each(['format=gif', 'width=15', 'width=7681', 'width=1.5'])('refuses %s', async (query) => {
  await world.addChannel();
  expect((await world.call('GET', `/devices/${deviceId}/channels/${channelId}/snapshot?${query}`)).status).toBe(400);
  expect(asked).toEqual([]);
});

it('says what is missing when there is no decoder', async () => {
  await world.addChannel();
  failure = new PlayError(501, 'decoder-absent', 'Install ffmpeg.');
  const { status, body } = await world.call('GET', `/devices/${deviceId}/channels/${channelId}/snapshot`);
  expect([status, body]).toEqual([501, { code: 'decoder-absent', message: 'Install ffmpeg.' }]);
});

it('shows nothing to strangers', async () => {
  const { statusCode } = await world.app.inject('/api/v1/stream/snapshot?name=gate');
  expect(statusCode).toBe(401);
});
