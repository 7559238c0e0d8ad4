import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import ts from 'typescript';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import type { NativeEngine, NativeEvent, NativeOptions } from '../../src/engine/binding.d.ts';
import { engineErrors } from '../../src/engine/errors.ts';
import { FakeNativeEngine } from '../../src/engine/fake/fake-native-engine.ts';
import { loadNative } from '../../src/engine/native.ts';
import { clips, options } from './native-harness.ts';

const declarations = join(import.meta.dirname, '../../src/engine/binding.d.ts');
const source = ts.createSourceFile(declarations, readFileSync(declarations, 'utf8'), ts.ScriptTarget.Latest, true);

/** Names and whether each is optional, of an interface in binding.d.ts. */
function members(name: string): Map<string, { optional: boolean; parameters: number }> {
  const found = source.statements.find(
    (statement): statement is ts.InterfaceDeclaration =>
      ts.isInterfaceDeclaration(statement) && statement.name.text === name,
  );
  if (!found) throw new Error(`binding.d.ts declares no interface ${name}`);
  return new Map(
    found.members.map((member) => [
      (member.name as ts.Identifier).text,
      {
        optional: member.questionToken !== undefined,
        parameters: ts.isMethodSignature(member) ? member.parameters.length : 0,
      },
    ]),
  );
}

function required(name: string): string[] {
  return [...members(name)].filter(([, { optional }]) => !optional).map(([key]) => key);
}

const addon = loadNative();

describe('the addon is what binding.d.ts says', () => {
  it('has these exports and no other', () => {
    expect(Object.keys(addon).sort()).toEqual([...members('NativeAddon').keys()].sort());
  });

  it('has these methods and no other', () => {
    const native = Object.getOwnPropertyNames(addon.NativeEngine.prototype).filter((name) => name !== 'constructor');
    expect(native.sort()).toEqual([...members('NativeEngine').keys()].sort());
  });

  it('requires every option, and refuses one that it does not know by its type', () => {
    for (const name of required('NativeOptions')) {
      const { [name as keyof NativeOptions]: _, ...rest } = options;
      expect(() => new addon.NativeEngine(rest as NativeOptions, () => {}), name).toThrow(TypeError);
    }
  });

  it('has the codes and texts of errors.ts', () => {
    expect(Object.fromEntries(addon.statusTable())).toEqual(engineErrors);
  });
});

describe('the fake is what binding.d.ts says', () => {
  it('has every method, with as many parameters', () => {
    for (const [name, { parameters }] of members('NativeEngine')) {
      const method = FakeNativeEngine.prototype[name as keyof FakeNativeEngine] as unknown as () => void;
      expect(method, name).toBeTypeOf('function');
      expect(method.length, name).toBeLessThanOrEqual(parameters);
    }
  });
});

const video = { path: join(clips, 'clip.h264'), codec: 'H264', framesPerSecond: 25 } as const;
const describeCalls = [
  'describeStream',
  'describeReceiver',
  'describeSender',
  'describeViewer',
  'describeRecorder',
  'describeClip',
] as const;

/** Both halves answer with the same fields. */
describe.each([
  ['addon', (on: (batch: NativeEvent[]) => void): NativeEngine => new addon.NativeEngine(options, on)],
  ['fake', (on: (batch: NativeEvent[]) => void): NativeEngine => new FakeNativeEngine(options, on)],
])('what the %s describes', (_name, create) => {
  let engine: NativeEngine;
  let stream: number;
  const events: NativeEvent[] = [];

  beforeAll(() => {
    engine = create((batch) => events.push(...batch));
    stream = engine.openStream({ name: 'contract', onLoss: 'drop-to-key' });
  });
  afterAll(() => engine.stop(0));

  it('has every field of StreamDescription', async () => {
    engine.openClip({
      stream,
      video,
      audio: { path: join(clips, 'clip.pcma'), codec: 'PCMA' },
      loops: 0,
    });
    await expect.poll(() => engine.describeStream(stream).ready, { timeout: 10_000 }).toBe(true);
    const description = engine.describeStream(stream);
    expect(Object.keys(description).sort()).toEqual(required('StreamDescription').sort());
    for (const track of description.tracks) {
      expect(Object.keys(track)).toEqual(expect.arrayContaining(required('TrackDescription')));
      expect([...members('TrackDescription').keys()]).toEqual(expect.arrayContaining(Object.keys(track)));
    }
  });

  it('has every field of ReceiverDescription', () => {
    const { handle, port } = engine.openReceiver({ stream, transport: 'udp', silenceMs: 1000 });
    expect(port).toBeGreaterThan(0);
    expect(Object.keys(engine.describeReceiver(handle)).sort()).toEqual(required('ReceiverDescription').sort());
    expect(engine.describeReceiver(handle).counters).toMatchObject({ packets: 0, bytes: 0, lost: 0 });
  });

  it('has every field of SenderDescription', () => {
    const remote = { address: '127.0.0.1', port: 9 };
    const { handle } = engine.openSender({ stream, transport: 'udp', remote, ssrc: 1, payloadType: 96, format: 'ps' });
    expect(Object.keys(engine.describeSender(handle)).sort()).toEqual(required('SenderDescription').sort());
  });

  it('has every field of RecorderDescription', () => {
    const folder = mkdtempSync(join(tmpdir(), 'guanlan-'));
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
    const recorder = engine.openRecorder({ stream, path: join(folder, 'a.mp4') });
    expect(Object.keys(engine.describeRecorder(recorder)).sort()).toEqual(required('RecorderDescription').sort());
  });

  it('has every field of ClipDescription', () => {
    const clip = engine.openClip({ stream: engine.openStream({ name: 'part', onLoss: 'pass' }), loops: 0, video });
    expect(Object.keys(engine.describeClip(clip)).sort()).toEqual(required('ClipDescription').sort());
    engine.controlClip(clip, { paused: true, positionMs: 10, scale: 2 });
  });

  it('has every field of EngineStats', () => {
    const stats = engine.stats();
    expect(Object.keys(stats).sort()).toEqual(required('EngineStats').sort());
    expect(stats).toMatchObject({ streams: 2, clips: 2 });
  });

  it('throws GL_ERR_CLOSED for a handle that never was or is no more', () => {
    const calls = ['closeStream', 'closeReceiver', 'closeSender', 'closeClip', 'closeRecorder'] as const;
    const refused = expect.objectContaining({ code: 'GL_ERR_CLOSED' });
    for (const call of [...calls, ...describeCalls]) {
      expect(() => engine[call](987_654_321), call).toThrowError(refused);
    }
  });

  it('closes each handle once, and the stream after what hangs on it, but for files', async () => {
    engine.closeStream(stream);
    const closed = () => events.filter((event) => event.type === 'closed').map((event) => event.handle);
    await expect.poll(() => closed().length >= 5 && closed().includes(stream), { timeout: 10_000 }).toBe(true);
    expect(new Set(closed()).size).toBe(closed().length);
    expect(closed().length).toBe(5);
    for (const handle of closed()) {
      for (const call of describeCalls) {
        expect(() => engine[call](handle), call).toThrowError(expect.objectContaining({ code: 'GL_ERR_CLOSED' }));
      }
    }
  });
});
