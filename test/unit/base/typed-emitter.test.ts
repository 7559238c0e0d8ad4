import { expect, it } from 'vitest';
import { TypedEmitter } from '../../../src/base/typed-emitter.ts';

interface Events {
  came: [name: string, count: number];
}

it('calls listeners in order, once or always, until they are taken off', () => {
  const emitter = new TypedEmitter<Events>();
  const seen: string[] = [];
  const always = (name: string, count: number) => seen.push(`always ${name} ${count}`);
  expect(emitter.emit('came', 'nobody', 0)).toBe(false);
  emitter.on('came', always).once('came', (name) => seen.push(`once ${name}`));
  expect(emitter.listenerCount('came')).toBe(2);
  expect(emitter.emit('came', 'a', 1)).toBe(true);
  emitter.emit('came', 'b', 2);
  emitter.off('came', always);
  expect(emitter.emit('came', 'c', 3)).toBe(false);
  expect(seen).toEqual(['always a 1', 'once a', 'always b 2']);
  emitter.on('came', always).removeAllListeners();
  expect(emitter.listenerCount('came')).toBe(0);
});
