import type { NativeOptions } from '../../src/engine/binding.d.ts';
import { Engine } from '../../src/engine/engine.ts';
import { FakeNativeEngine } from '../../src/engine/fake/fake-native-engine.ts';

/** The real facade over the engine in memory. */
export function fakeEngine(options: Partial<NativeOptions> = {}): { engine: Engine; fake: FakeNativeEngine } {
  let fake: FakeNativeEngine | undefined;
  const engine = new Engine((onEvents) => {
    fake = new FakeNativeEngine(options, onEvents);
    return fake;
  });
  return { engine, fake: fake! };
}
