import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  clear,
  emptyWall,
  fromQuery,
  place,
  resize,
  take,
  toQuery,
  type WallLayout,
  wallSizes,
} from '../../../../src/console/wall/wall-layout.ts';

const wallOf = (...tiles: (string | undefined)[]): WallLayout => ({ size: 4, player: 'flv', tiles });

describe('the layout of the wall', () => {
  test('a stream takes the first empty place', () => {
    expect(place(wallOf('a', undefined, 'c', undefined), 'b')?.tiles).toEqual(['a', 'b', 'c', undefined]);
  });

  test('a stream that stands already is not put there twice', () => {
    const wall = wallOf('a', undefined, undefined, undefined);
    expect(place(wall, 'a')).toBe(wall);
  });

  test('a full wall grows by one step', () => {
    const grown = place(wallOf('a', 'b', 'c', 'd'), 'e');
    expect(grown?.size).toBe(9);
    expect(grown?.tiles).toHaveLength(9);
    expect(grown?.tiles.slice(0, 6)).toEqual(['a', 'b', 'c', 'd', 'e', undefined]);
  });

  test('the largest wall is full with 16 streams', () => {
    let wall: WallLayout | undefined = emptyWall;
    for (let at = 0; at < 16; at++) wall = wall && place(wall, `s${at}`);
    expect(wall?.tiles.filter(Boolean)).toHaveLength(16);
    expect(place(wall as WallLayout, 'one-more')).toBeUndefined();
  });

  test('a wall that shrinks drops its empty places first', () => {
    expect(resize(wallOf(undefined, 'b', undefined, 'd'), 1).tiles).toEqual(['b']);
    expect(resize(wallOf('a', undefined, undefined, undefined), 1).tiles).toEqual(['a']);
  });

  test('a wall that grows keeps the places', () => {
    expect(resize(wallOf(undefined, 'b', undefined, undefined), 9).tiles.indexOf('b')).toBe(1);
  });

  test('take empties one place, clear all', () => {
    expect(take(wallOf('a', 'b', undefined, undefined), 0).tiles).toEqual([undefined, 'b', undefined, undefined]);
    expect(clear(wallOf('a', 'b', 'c', 'd')).tiles).toEqual([undefined, undefined, undefined, undefined]);
  });
});

describe('the wall in the address', () => {
  test('streams alone choose the smallest wall that holds them', () => {
    expect(fromQuery({ streams: 'a' })).toEqual({ size: 1, player: 'flv', tiles: ['a'] });
    expect(fromQuery({ streams: 'a,b' })).toEqual({ size: 4, player: 'flv', tiles: ['a', 'b', undefined, undefined] });
    expect(fromQuery({ streams: 'a,b,c,d,e' })?.size).toBe(9);
  });

  test('names with a slash stand as they are', () => {
    const name = '34020000001320000001/34020000001310000001';
    expect(fromQuery(toQuery({ size: 1, player: 'mp4', tiles: [name] }))?.tiles).toEqual([name]);
  });

  test('nothing about a wall is no wall', () => {
    expect(fromQuery({})).toBeUndefined();
    expect(fromQuery({ to: '/wall' })).toBeUndefined();
  });

  test('what makes no sense is put right', () => {
    expect(fromQuery({ streams: 'a', size: '5', player: 'vlc' })).toEqual({ size: 1, player: 'flv', tiles: ['a'] });
    expect(fromQuery({ streams: 'a,a', size: '4' })?.tiles).toEqual(['a', undefined, undefined, undefined]);
    expect(fromQuery({ streams: Array.from({ length: 40 }, (_, at) => at).join() })?.tiles).toHaveLength(16);
    expect(fromQuery({ streams: ['a', 'b'], size: '1' })?.tiles).toEqual([undefined]);
  });

  test('every wall comes back from its address as it was', () => {
    const name = fc.stringMatching(/^[A-Za-z0-9_.-]{1,20}(\/[A-Za-z0-9_.-]{1,20})?$/);
    const walls = fc.constantFrom(...wallSizes).chain((size) =>
      fc.record({
        size: fc.constant(size),
        player: fc.constantFrom('flv' as const, 'mp4' as const),
        tiles: fc
          .tuple(
            fc.uniqueArray(name, { minLength: size, maxLength: size }),
            fc.array(fc.boolean(), { minLength: size, maxLength: size }),
          )
          .map(([names, taken]) => names.map((one, at) => (taken[at] ? one : undefined))),
      }),
    );
    fc.assert(
      fc.property(walls, (wall) => {
        expect(fromQuery(toQuery(wall))).toEqual(wall);
      }),
    );
  });
});
