// Records that a simulated camera plays: what REST asks for is what the camera does with what it sends.
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, type MockInstance, vi } from 'vitest';
import type { OpenRecord } from '../../src/gb28181/agent/agent-options.ts';
import { TestPlatform } from '../support/platform.ts';
import { goldens } from './goldens.ts';
import { call, told } from './rest.ts';
import { cellName, type Edition, editions, type Row, rows } from './rows.ts';
import { SimulatedCamera } from './simulated-camera.ts';

const dayMs = 86_400_000;
const rowOf = (section: Row['section'], name: string) =>
  rows.find((row) => row.section === section && row.name === name)!;
const titleOf = (section: Row['section'], name: string, edition: Edition) =>
  cellName({ row: rowOf(section, name), edition, aspect: 'simulator' });

interface Playback {
  id: string;
  stream: string;
  state: string;
  scale: number;
}

let platform: TestPlatform;
let camera: SimulatedCamera;
let playback: Playback;
let control: MockInstance<OpenRecord['control']>;

/** A part of the newest record of ten minutes of the day before. */
async function play(seconds: number): Promise<Playback> {
  const now = Date.now();
  const record = camera.unit.records.find(now - 2 * dayMs, now - dayMs, 'time').at(-1)!;
  const start = new Date(record.start).toISOString();
  const end = new Date(record.start + seconds * 1000).toISOString();
  const openRecord = vi.spyOn(camera.agent.options.media, 'openRecord' as never) as unknown as MockInstance<
    () => OpenRecord
  >;
  const started = await told<Playback>(platform, 'POST', camera.path('playbacks'), { start, end });
  control = vi.spyOn(openRecord.mock.results[0]!.value as OpenRecord, 'control');
  openRecord.mockRestore();
  return started;
}

const change = (body: object) => told(platform, 'PATCH', `/playbacks/${playback.id}`, body);
const facts = () => told<Playback>(platform, 'GET', `/playbacks/${playback.id}`);
const flows = () => expect.poll(() => platform.guanlan.engine.stream(playback.stream)?.ready).toBe(true);

describe.each(editions)('of %s', (edition) => {
  beforeAll(async () => {
    platform = await TestPlatform.start();
    camera = await SimulatedCamera.start(platform, edition);
  });
  afterAll(() => platform.stop());

  describe('ten minutes', () => {
    beforeEach(async () => {
      playback = await play(600);
      await flows();
    });
    afterEach(async () => {
      await call(platform, 'DELETE', `/playbacks/${playback.id}`);
    });

    it(titleOf('mansrtsp', 'Speed', edition), async () => {
      for (const { says } of goldens(rowOf('mansrtsp', 'Speed'), edition)) {
        const { scale } = says as { scale: number };
        expect(await change({ scale })).toMatchObject({ scale, answers: [{ status: 200, scale }] });
        expect(control).toHaveBeenLastCalledWith({ paused: false, scale });
      }
    });

    it(titleOf('mansrtsp', 'Pause', edition), async () => {
      expect(await change({ paused: true })).toMatchObject({ state: 'paused', answers: [{ status: 200 }] });
      expect(control).toHaveBeenLastCalledWith({ paused: true });
    });

    it(titleOf('mansrtsp', 'Resume', edition), async () => {
      await change({ paused: true });
      expect(await change({ paused: false })).toMatchObject({ state: 'playing', answers: [{ status: 200 }] });
      expect(control).toHaveBeenLastCalledWith({ paused: false });
    });

    it(titleOf('mansrtsp', 'Seek', edition), async () => {
      expect(await change({ position: 120 })).toMatchObject({ answers: [{ command: 'seek', status: 200 }] });
      expect(control).toHaveBeenLastCalledWith({ paused: false, positionMs: 120_000 });
    });

    it(titleOf('mansrtsp', 'Teardown', edition), async () => {
      expect(camera.agent.sessions).toBe(1);
      expect(await call(platform, 'DELETE', `/playbacks/${playback.id}`)).toMatchObject({ status: 204 });
      await expect.poll(() => camera.agent.sessions).toBe(0);
    });

    it(titleOf('mansrtsp', 'Answer', edition), async () => {
      // More than the camera can: it says what it does.
      expect(await change({ scale: 32 })).toMatchObject({ scale: 8, answers: [{ status: 200, scale: 8 }] });
      expect(control).toHaveBeenLastCalledWith({ paused: false, scale: 8 });
    });

    if (edition === '2016') return;

    it(titleOf('mansrtsp', 'Reverse', edition), async () => {
      await change({ position: 300 });
      expect(await change({ scale: -1 })).toMatchObject({ scale: -1, answers: [{ status: 200, scale: -1 }] });
      expect(control).toHaveBeenLastCalledWith({ paused: false, scale: -1 });
    });

    it(titleOf('mansrtsp', 'ReverseRange', edition), async () => {
      await change({ position: 300 });
      await change({ scale: -1 });
      expect(await change({ position: 400 })).toMatchObject({ scale: -1, answers: [{ command: 'seek', status: 200 }] });
      expect(control).toHaveBeenLastCalledWith({ paused: false, positionMs: 400_000 });
    });

    it(titleOf('mansrtsp', 'RangeKeepsScale', edition), async () => {
      await change({ scale: 4 });
      expect(await change({ position: 30 })).toMatchObject({ scale: 4, answers: [{ command: 'seek', scale: 4 }] });
      expect(control).toHaveBeenLastCalledWith({ paused: false, positionMs: 30_000 });
    });
  });

  it(titleOf('notify', 'MediaStatus', edition), async () => {
    playback = await play(2);
    await expect
      .poll(facts)
      .toMatchObject({ state: 'ended', ended: { code: 'finished', text: expect.stringContaining('to its end') } });
    await expect.poll(() => camera.agent.sessions).toBe(0);
  });
});
