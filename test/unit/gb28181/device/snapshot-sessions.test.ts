import { beforeEach, describe, expect, it } from 'vitest';
import {
  kGraceMs,
  kKeepEndedMs,
  kMaxSessions,
  kMaxSessionsPerDevice,
  type SnapShotConfig,
  SnapshotSessions,
} from '../../../../src/gb28181/device/snapshot-sessions.ts';
import type { SnapshotRecord, SnapshotStore } from '../../../../src/gb28181/ports.ts';
import { PlayError } from '../../../../src/streams/source-provider.ts';
import { FakeClock } from '../../../support/fake-clock.ts';

const channel = { deviceId: '34020000001320000001', channelId: '34020000001310000001' };
const base = 'http://192.0.2.1:8080';
const jpeg = Buffer.from([0xff, 0xd8, 0xff, 0xe0, 1, 2, 3]);

let clock: FakeClock;
let ordered: [string, string, SnapShotConfig][];
let stored: SnapshotRecord[];
let storeFailure: Error | undefined;
let configure: (...order: [string, string, SnapShotConfig]) => Promise<void>;
let sessions: SnapshotSessions;
let ended: string[];

beforeEach(() => {
  clock = new FakeClock();
  ordered = [];
  stored = [];
  ended = [];
  storeFailure = undefined;
  configure = async () => {};
  const store: Pick<SnapshotStore, 'put'> = {
    put: async (record) => {
      if (storeFailure) throw storeFailure;
      stored.push(record);
    },
  };
  sessions = new SnapshotSessions({
    store: store as SnapshotStore,
    configure: (...order) => {
      ordered.push(order);
      return configure(...order);
    },
    clock,
  });
  sessions.on('ended', ({ state }) => ended.push(state));
});

const order = (snapNum = 2, intervalSeconds = 5, of = channel) =>
  sessions.order(of, { snapNum, intervalSeconds }, base);
/** Session and token of an order's address. */
function address(index = 0): [session: string, token: string] {
  const [, session, token] = /upload\/([^/]+)\/([^/]+)$/.exec(ordered[index]![2].UploadURL)!;
  return [session!, token!];
}

describe('an order of pictures', () => {
  it('[GB/T 28181-2022 §9.14] tells number, interval, an address of ours and a session of 32 to 128 letters', async () => {
    const session = await order(3, 5);
    const [[deviceId, channelId, config]] = ordered as [[string, string, SnapShotConfig]];
    expect({ deviceId, channelId }).toEqual(channel);
    expect(config).toMatchObject({ SnapNum: 3, Interval: 5, SessionID: session.sessionId });
    expect(config.SessionID).toMatch(/^[A-Za-z0-9-]{32,128}$/);
    expect(config.UploadURL).toBe(`${base}/api/v1/snapshots/upload/${session.sessionId}/${address()[1]}`);
    expect(session).toMatchObject({ ...channel, snapNum: 3, state: 'taking', pictures: [], told: [] });
  });

  it('has a token that nobody else can tell, and admits by nothing but it', async () => {
    await order();
    await order();
    const [session, token] = address(0);
    const [other, otherToken] = address(1);
    expect(token).toMatch(/^[\w-]{43}$/);
    expect(sessions.admits(session, token)).toBe(true);
    for (const [one, key] of [
      [session, otherToken],
      [other, token],
      [session, ''],
      [session, token.slice(1)],
      ['none', token],
    ] as const)
      expect(sessions.admits(one, key)).toBe(false);
  });

  it('that the device refuses leaves nothing behind', async () => {
    configure = async () => {
      throw new PlayError(502, 'device-refused', 'No.');
    };
    await expect(order()).rejects.toMatchObject({ code: 'device-refused' });
    expect(sessions.admits(...address())).toBe(false);
    expect(sessions.get(address()[0])).toBeUndefined();
    expect(clock.pending).toBe(0);
  });

  it('is refused when a device has several under way, or all devices have many', async () => {
    for (let i = 0; i < kMaxSessionsPerDevice; i++) await order();
    await expect(order()).rejects.toMatchObject({ status: 503, code: 'busy' });
    for (let i = kMaxSessionsPerDevice; i < kMaxSessions; i++)
      await order(1, 1, { ...channel, deviceId: `device ${i}` });
    await expect(order(1, 1, { ...channel, deviceId: 'one more' })).rejects.toMatchObject({ code: 'busy' });
    await clock.advanceAsync(5000 + kGraceMs + kKeepEndedMs);
    await expect(order()).resolves.toBeDefined();
  });
});

describe('an uploaded picture', () => {
  it('is stored under its session, with the name that the device gives it', async () => {
    const session = await order();
    const name = '34020000001310000001022026010100000000001';
    const record = await sessions.take(session.sessionId, jpeg, name);
    expect(record).toMatchObject({ ...channel, sessionId: session.sessionId, fileId: name, bytes: jpeg.length });
    expect(record.receivedAt).toBe(clock.now());
    expect(stored).toEqual([record]);
    expect(sessions.get(session.sessionId)!.pictures).toEqual([record]);
  });

  it('may come before the device answered the order', async () => {
    configure = async (_device, _channel, { SessionID }) => {
      await sessions.take(SessionID, jpeg, undefined);
    };
    expect((await order()).pictures).toHaveLength(1);
  });

  it.each(['../../etc/passwd', 'a b', '', 'x'.repeat(129), 'a\0b'])('named %j has no name', async (name) => {
    const { sessionId } = await order();
    expect((await sessions.take(sessionId, jpeg, name)).fileId).toBe('');
  });

  it.each([Buffer.alloc(0), Buffer.from('<html>'), Buffer.from([0xff, 0xd8]), Buffer.from([0x89, 0x50, 0x4e, 0x47])])(
    'that is no JPEG is refused: %j',
    async (image) => {
      const { sessionId } = await order();
      await expect(sessions.take(sessionId, image, undefined)).rejects.toMatchObject({ code: 'not-a-jpeg' });
      expect(stored).toEqual([]);
    },
  );

  it('beyond the number that was ordered is refused, also when all come at once', async () => {
    const { sessionId } = await order(2);
    const taken = await Promise.allSettled([1, 2, 3, 4].map(() => sessions.take(sessionId, jpeg, undefined)));
    expect(taken.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'rejected', 'rejected']);
    await expect(sessions.take(sessionId, jpeg, undefined)).rejects.toMatchObject({ code: 'snapshots-complete' });
  });

  it('that cannot be stored may be sent again', async () => {
    const { sessionId } = await order(1);
    storeFailure = new Error('disk full');
    await expect(sessions.take(sessionId, jpeg, undefined)).rejects.toThrow('disk full');
    storeFailure = undefined;
    await sessions.take(sessionId, jpeg, undefined);
  });
});

describe('a session ends', () => {
  it('by the notification of its device, and of no other', async () => {
    const { sessionId } = await order();
    const told = { SessionID: sessionId, SnapShotList: ['a', 'b'] };
    expect(sessions.finished('34020000001320000002', told)).toBe(false);
    expect(sessions.finished(channel.deviceId, { SnapShotList: ['a'] })).toBe(false);
    expect(sessions.get(sessionId)!.state).toBe('taking');
    expect(sessions.finished(channel.deviceId, told)).toBe(true);
    expect(sessions.get(sessionId)).toMatchObject({ state: 'finished', told: ['a', 'b'] });
    expect(sessions.finished(channel.deviceId, told)).toBe(true);
    expect(ended).toEqual(['finished']);
  });

  it('and takes pictures that come after the notification', async () => {
    const { sessionId } = await order();
    sessions.finished(channel.deviceId, { SessionID: sessionId });
    await sessions.take(sessionId, jpeg, undefined);
    expect(sessions.get(sessionId)!.pictures).toHaveLength(1);
  });

  it.each([
    [2, 'finished'],
    [1, 'expired'],
  ] as const)('without a notification, with %i of 2 pictures, as %s when its time is over', async (count, state) => {
    const { sessionId } = await order(2, 5);
    for (let i = 0; i < count; i++) await sessions.take(sessionId, jpeg, undefined);
    await clock.advanceAsync(5000 + kGraceMs - 1);
    expect(sessions.get(sessionId)!.state).toBe('taking');
    await clock.advanceAsync(1);
    expect(sessions.get(sessionId)!.state).toBe(state);
    expect(ended).toEqual([state]);
  });

  it('and is forgotten some time after, with its address', async () => {
    const { sessionId } = await order(1, 1);
    sessions.finished(channel.deviceId, { SessionID: sessionId });
    await clock.advanceAsync(kKeepEndedMs);
    expect(sessions.get(sessionId)).toBeUndefined();
    expect(sessions.admits(...address())).toBe(false);
    await expect(sessions.take(sessionId, jpeg, undefined)).rejects.toMatchObject({ status: 404 });
    expect(clock.pending).toBe(0);
  });

  it('with the platform', async () => {
    await order();
    sessions.stop();
    expect(clock.pending).toBe(0);
    expect(sessions.admits(...address())).toBe(false);
  });
});
