// Broadcasts, the one notification that goes to the device: it is told, and then it calls.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { TestPlatform } from '../support/platform.ts';
import { golden } from './goldens.ts';
import { deviceId, outputId, RawDevice, withoutSn, withSn } from './raw-device.ts';
import { call, told } from './rest.ts';
import { type Aspect, cellName, type Edition, editions, rows } from './rows.ts';
import { SimulatedCamera } from './simulated-camera.ts';

const row = rows.find(({ section, name }) => section === 'notify' && name === 'Broadcast')!;
const titleOf = (edition: Edition, aspect: Aspect) => cellName({ row, edition, aspect });

let platform: TestPlatform;

describe.each(editions)('of %s', (edition) => {
  beforeEach(async () => {
    platform = await TestPlatform.start();
  });
  afterEach(() => platform.stop());

  it(titleOf(edition, 'REST'), async () => {
    const device = await RawDevice.register(platform, edition);
    const started = await told<{ id: string }>(platform, 'POST', '/broadcasts', {
      targets: [{ deviceId, channelId: outputId }],
      mode: 'broadcast',
      source: { kind: 'microphone', codec: 'PCM16' },
    });
    const asked = await device.next({ kind: 'Notify', cmdType: 'Broadcast' });
    expect(withoutSn(asked.body)).toBe(withoutSn(golden(row, edition, 'notify').wire));
    const state = () => told(platform, 'GET', `/broadcasts/${started.id}`);
    const session = { deviceId, channelId: outputId };
    expect(await state()).toMatchObject({ sessions: [{ ...session, state: 'notifying' }] });
    await device.message(withSn(golden(row, edition, 'response').wire, asked.sn));
    await expect.poll(state).toMatchObject({ sessions: [{ ...session, state: 'waiting' }] });
    await call(platform, 'DELETE', `/broadcasts/${started.id}`);
    device.close();
  });

  it(titleOf(edition, 'simulator'), async () => {
    const camera = await SimulatedCamera.start(platform, edition);
    const { deviceId, channelId, agent, fleet } = camera;
    await told(platform, 'PUT', '/announcements/door.pcma', Buffer.alloc(80_000, 0x35));
    const { id } = await told<{ id: string }>(platform, 'POST', '/broadcasts', {
      targets: [{ deviceId, channelId }],
      mode: 'broadcast',
      source: { kind: 'file', name: 'door.pcma' },
    });
    const session = { deviceId, channelId, state: 'sending', transport: 'udp', format: 'audio', error: null };
    await expect
      .poll(() => told(platform, 'GET', `/broadcasts/${id}`))
      .toMatchObject({ live: true, sessions: [session] });
    expect(agent.sessions).toBe(1);
    await expect.poll(() => fleet.engine.stream(`speaker-${channelId}`)?.ready).toBe(true);
    expect(await call(platform, 'DELETE', `/broadcasts/${id}`)).toMatchObject({ status: 204 });
    await expect.poll(() => agent.sessions).toBe(0);
  });
});
