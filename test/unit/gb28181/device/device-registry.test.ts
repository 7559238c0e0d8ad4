import { pino } from 'pino';
import { beforeEach, expect, it } from 'vitest';
import { DeviceRegistry, kSaveDelayMs } from '../../../../src/gb28181/device/device-registry.ts';
import type { DeviceRecord, DeviceStore } from '../../../../src/gb28181/ports.ts';
import type { Flow } from '../../../../src/sip/index.ts';
import { FakeClock } from '../../../support/fake-clock.ts';
import { cameraId, recorderId } from '../site.ts';

type Times = Parameters<DeviceStore['putTimes']>[0];

/** What was put, in order; puts fail with `failure`. */
class RecordingStore implements Pick<DeviceStore, 'all' | 'put' | 'putTimes' | 'remove'> {
  readonly puts: DeviceRecord[] = [];
  readonly times: Times[] = [];
  failure: Error | undefined;

  async all(): Promise<DeviceRecord[]> {
    return [];
  }

  async put(device: DeviceRecord): Promise<void> {
    if (this.failure) throw this.failure;
    this.puts.push(structuredClone(device));
  }

  async putTimes(devices: Times): Promise<void> {
    if (this.failure) throw this.failure;
    this.times.push(structuredClone(devices));
  }

  async remove(): Promise<boolean> {
    return true;
  }
}

const flowFrom = (remotePort: number) => ({ protocol: 'udp', remoteAddress: '192.0.2.7', remotePort }) as Flow;
const here = flowFrom(5060);
const minuteMs = 60_000;

let clock: FakeClock;
let store: RecordingStore;
let lines: { level: number; msg: string }[];
let registry: DeviceRegistry;

beforeEach(async () => {
  clock = new FakeClock();
  store = new RecordingStore();
  lines = [];
  const log = pino({ base: null }, { write: (line: string) => lines.push(JSON.parse(line)) });
  const limits = { keepaliveSeconds: 60, keepaliveMisses: 3, maxDevices: 10 };
  registry = new DeviceRegistry({ store: store as unknown as DeviceStore, clock, log, quirks: {}, ...limits });
  await registry.register(cameraId, here, { expiresSeconds: 3600, callId: 'a' });
  expect(store.puts.map(({ id, online }) => [id, online])).toEqual([[cameraId, true]]);
  store.puts.length = 0;
});

it('writes a registration that begins anew a little later, once, as it is by then', async () => {
  clock.advance(minuteMs);
  await registry.register(cameraId, here, { expiresSeconds: 3600, callId: 'a' });
  await registry.register(cameraId, here, { expiresSeconds: 7200, callId: 'a' });
  expect(store.puts).toEqual([]);
  expect(store.times).toEqual([]);
  await clock.advanceAsync(kSaveDelayMs);
  expect(store.times.flat().map(({ registeredAt, expiresAt }) => expiresAt - registeredAt)).toEqual([7_200_000]);
  await registry.register(cameraId, here, { expiresSeconds: 3600, callId: 'a' });
  await clock.advanceAsync(kSaveDelayMs);
  expect([store.puts.length, store.times.length]).toEqual([0, 2]);
});

it('writes many that begin anew with one timer', async () => {
  await registry.register(recorderId, here, { expiresSeconds: 3600, callId: 'a' });
  store.puts.length = 0;
  const before = clock.pending;
  for (const id of [cameraId, recorderId]) await registry.register(id, here, { expiresSeconds: 3600, callId: 'a' });
  expect(clock.pending).toBe(before + 1);
  await clock.advanceAsync(kSaveDelayMs);
  expect(store.times.map((devices) => devices.map(({ id }) => id))).toEqual([[cameraId, recorderId]]);
  expect(clock.pending).toBe(before);
});

it('writes news before it resolves: where a device is now, and that it is back', async () => {
  await registry.register(cameraId, flowFrom(6060), { expiresSeconds: 3600, callId: 'a' });
  expect(store.puts.map(({ port }) => port)).toEqual([6060]);
  await registry.unregister(cameraId);
  await registry.register(cameraId, flowFrom(6060), { expiresSeconds: 3600, callId: 'a' });
  expect(store.puts.map(({ online }) => online)).toEqual([true, false, true]);
  await clock.advanceAsync(minuteMs / 2);
  expect(store.puts).toHaveLength(3);
});

it('rejects when news cannot be written, and says so when the rest cannot', async () => {
  store.failure = new Error('disk full');
  await registry.register(cameraId, here, { expiresSeconds: 3600, callId: 'a' });
  await clock.advanceAsync(kSaveDelayMs);
  await expect(registry.register(cameraId, flowFrom(6060), { expiresSeconds: 3600, callId: 'a' })).rejects.toThrow(
    'disk full',
  );
  expect(lines).toMatchObject([{ level: 50, msg: 'device state not saved' }]);
});

it('takes a registration that could not be written for a new one when it comes again', async () => {
  const online: string[] = [];
  registry.on('online', ({ record }) => online.push(record.id));
  store.failure = new Error('disk full');
  await expect(registry.register(recorderId, here, { expiresSeconds: 3600, callId: 'a' })).rejects.toThrow('disk full');
  store.failure = undefined;
  await registry.register(recorderId, here, { expiresSeconds: 3600, callId: 'a' });
  expect(store.puts.map(({ id, online }) => [id, online])).toEqual([[recorderId, true]]);
  expect(online).toEqual([recorderId]);
});

it('writes a move again that could not be written, with the next keepalive', async () => {
  store.failure = new Error('disk full');
  const device = registry.get(cameraId)!;
  await expect(registry.touch(device, flowFrom(6060))).rejects.toThrow('disk full');
  store.failure = undefined;
  await registry.touch(device, flowFrom(6060));
  expect(store.puts.map(({ port }) => port)).toEqual([6060]);
});

it('writes a keepalive alone at most once a minute', async () => {
  const device = registry.get(cameraId)!;
  for (let i = 0; i < 11; i++) {
    clock.advance(10_000);
    await registry.touch(device, here);
    await clock.advanceAsync(kSaveDelayMs);
  }
  expect([store.puts.length, store.times.length]).toEqual([0, 1]);
  expect(store.times[0]![0]!.keepaliveAt).toBeGreaterThan(device.record.registeredAt + minuteMs);
});

it('leaves nothing unwritten when it stops', async () => {
  await registry.register(cameraId, here, { expiresSeconds: 7200, callId: 'a' });
  await registry.stop();
  expect(store.times).toHaveLength(1);
  expect(clock.pending).toBe(0);
});

it('does not write a device that was removed meanwhile', async () => {
  await registry.register(cameraId, here, { expiresSeconds: 7200, callId: 'a' });
  await registry.remove(cameraId);
  await clock.advanceAsync(kSaveDelayMs);
  expect([store.puts, store.times.flat()]).toEqual([[], []]);
});
