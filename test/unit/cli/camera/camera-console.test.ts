import { describe, expect, it } from 'vitest';
import { consoleHelp, runConsoleLine } from '../../../../src/cli/camera/camera-console.ts';
import { child, text } from '../../../../src/gb28181/codec/manscdp.ts';
import { peerPlatform } from '../../gb28181/agent/peer-platform.ts';
import { cameraId, channelIds } from '../../gb28181/site.ts';

const platform = peerPlatform();

describe('a line', () => {
  it('raises an alarm of a channel', async () => {
    const agents = [await platform().agent()];
    const line = 'alarm 1 channel=2 method=5 type=6 event=1 priority=1 text=fence';
    expect(await runConsoleLine(line, agents)).toBe('told');
    const { deviceId, fields } = await platform().told('Notify', 'Alarm');
    const info = child(fields, 'Info');
    expect(deviceId).toBe(channelIds[1]);
    expect(['AlarmPriority', 'AlarmMethod', 'AlarmDescription'].map((name) => text(fields, name))).toEqual([
      '1',
      '5',
      'fence',
    ]);
    expect([text(info, 'AlarmType'), text(child(info, 'AlarmTypeParam'), 'EventType')]).toEqual(['6', '1']);
  });

  it('raises no second alarm of a device input until the first is reset', async () => {
    const agents = [await platform().agent()];
    expect(await runConsoleLine(`alarm ${cameraId} method=2`, agents)).toBe('told');
    expect(await runConsoleLine('alarm 1 method=2', agents)).toMatch(/^not told/);
    agents[0]!.state.unit(channelIds[0]).alarms.reset('2');
    expect(await runConsoleLine('alarm 1 method=2', agents)).toBe('told');
  });

  it('switches a channel off, and adds and removes one', async () => {
    const agents = [await platform().agent()];
    expect(await runConsoleLine('channel 1 1 off', agents)).toBe('done');
    expect(agents[0]!.state.channel(channelIds[0])?.status).toBe('OFF');
    expect(await runConsoleLine('channel 1 34020000001310000077 add name=roof', agents)).toBe('done');
    expect(agents[0]!.state.channel('34020000001310000077')?.name).toBe('roof');
    expect(await runConsoleLine('channel 1 34020000001310000077 del', agents)).toBe('done');
    expect(await runConsoleLine('channel 1 34020000001310000077 on', agents)).toMatch(/^There is no channel/);
  });

  it('tells where a camera is, and asks for an upload', async () => {
    const agents = [await platform().agent()];
    expect(await runConsoleLine('position 1', agents)).toBe('answered 200');
    expect((await platform().told('Notify', 'MobilePosition')).deviceId).toBe(cameraId);
    expect(await runConsoleLine('upload 1', agents)).toBe('answered 200');
    const { fields } = await platform().told('Notify', 'VideoUploadNotify');
    expect(Number(text(fields, 'Longitude'))).toBeCloseTo(116.39, 1);
  });

  it('shows the state', async () => {
    const agents = [await platform().agent()];
    agents[0]!.state.unit(channelIds[0]).ptz.presets.set(7, 'gate');
    const shown = JSON.parse(await runConsoleLine('show 1', agents));
    expect(shown).toMatchObject({ id: cameraId, edition: '2022', firmware: '1.2', sessions: 0 });
    expect(shown.channels[1]).toMatchObject({ id: channelIds[0], duty: 'OFFDUTY', presets: { 7: { name: 'gate' } } });
  });

  it('ends calls and restarts', async () => {
    const agents = [await platform().agent({ bootMs: 1000 })];
    expect(await runConsoleLine('hangup 1', agents)).toBe('done');
    const restarted = runConsoleLine('restart 1', agents);
    await platform().clock.advanceAsync(1000);
    expect(await restarted).toBe('registered again');
  });
});

describe('a line that is none', () => {
  it.each([
    ['', ''],
    ['help', consoleHelp()],
    ['alrm 1', 'There is no command "alrm"; try help.'],
    ['alarm', 'Which camera? From 1 to 1, or its ID: alarm <camera>'],
    ['alarm 2', 'Which camera?'],
    ['channel 1 9 off', 'There is no channel "9".'],
    ['channel 1 1 away', 'What happens to it?'],
    ['alarm 1 method=9', 'AlarmMethod'],
  ])('%j is told', async (line, said) => {
    const agents = [await platform().agent()];
    expect(await runConsoleLine(line, agents)).toContain(said);
    expect(platform().messages).toEqual([]);
    expect(agents[0]!.state.unit(channelIds[0]).alarms.past).toEqual([]);
  });
});
