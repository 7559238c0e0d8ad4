import { afterEach, beforeEach, expect, it } from 'vitest';
import { kMaxByeMs } from '../../../src/gb28181/media-session/left-calls.ts';
import { cameraId, channelIds, Site, type TestDevice, until } from './site.ts';

const [channelId] = channelIds;
const startMs = Date.UTC(2026, 0, 31);

let site: Site;
let camera: TestDevice;

beforeEach(async () => {
  site = await Site.open();
  camera = await site.registered();
});
afterEach(() => site.close());

it('says BYE at its end without waiting for a camera that does not confirm that it stands still', async () => {
  const range = { startMs, endMs: startMs + 60_000 };
  const signal = new AbortController().signal;
  const started = site.gb28181.history.playbacks.start({ deviceId: cameraId, channelId, ...range }, signal);
  const { incoming } = await camera.invited();
  const dialog = camera.accept(incoming, { sessionName: 'Playback' });
  await started;
  const left = { kind: 'move', pan: -1, tilt: 0, zoom: 0, panSpeed: 9, tiltSpeed: 0, zoomSpeed: 0 } as const;
  await site.gb28181.ptz.send(cameraId, channelId, left);
  await camera.query('DeviceControl');
  // No more than "trying", ever.
  camera.messageStatus = 100;
  let stopped = false;
  const stopping = site.gb28181.stop().then(() => {
    stopped = true;
  });
  await until('BYE', () => dialog.state === 'terminated');
  await camera.query('DeviceControl');
  expect(stopped).toBe(false);
  await site.clock.advanceAsync(kMaxByeMs);
  await stopping;
});
