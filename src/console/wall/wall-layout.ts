import type { PlayerKind } from '../player/player-kind.ts';

export const wallSizes = [1, 4, 9, 16] as const;
export type WallSize = (typeof wallSizes)[number];

/** What the wall shows; `tiles` has as many places as the size says, undefined is an empty one. */
export interface WallLayout {
  size: WallSize;
  player: PlayerKind;
  tiles: (string | undefined)[];
}

export const emptyWall: WallLayout = { size: 4, player: 'flv', tiles: [undefined, undefined, undefined, undefined] };

/** Streams that do not fit any more are left out. */
export function resize(layout: WallLayout, size: WallSize): WallLayout {
  const shown = layout.tiles.filter((name) => name !== undefined);
  // A wall that shrinks keeps what it shows rather than its empty places.
  const from = layout.tiles.slice(size).some((name) => name !== undefined) ? shown : layout.tiles;
  return { ...layout, size, tiles: Array.from({ length: size }, (_, at) => from[at]) };
}

/** Takes the first empty place, on a larger wall if need be; undefined: the largest wall is full. */
export function place(layout: WallLayout, name: string): WallLayout | undefined {
  if (layout.tiles.includes(name)) return layout;
  const at = layout.tiles.indexOf(undefined);
  if (at >= 0) return { ...layout, tiles: layout.tiles.with(at, name) };
  const larger = wallSizes.find((size) => size > layout.size);
  return larger && place(resize(layout, larger), name);
}

export function take(layout: WallLayout, at: number): WallLayout {
  return { ...layout, tiles: layout.tiles.with(at, undefined) };
}

export function clear(layout: WallLayout): WallLayout {
  return { ...layout, tiles: layout.tiles.map(() => undefined) };
}

/** The part of the address that keeps the wall: `streams=a,,b&size=4&player=mp4`. */
export function toQuery({ size, player, tiles }: WallLayout): Record<string, string> {
  const streams = tiles
    .map((name) => name ?? '')
    .join(',')
    .replace(/,+$/, '');
  return { ...(streams && { streams }), size: String(size), ...(player !== 'flv' && { player }) };
}

/**
 * Undefined when the address says nothing of a wall. A stream stands once; without a size, the smallest wall that
 * holds all.
 */
export function fromQuery(query: Record<string, unknown>): WallLayout | undefined {
  const { streams, size, player } = query;
  if (typeof streams !== 'string' && typeof size !== 'string') return undefined;
  const given = typeof streams === 'string' ? streams.split(',') : [];
  const names = given.map((name, at) => (given.indexOf(name) === at ? name : ''));
  const wanted = wallSizes.find((one) => String(one) === size);
  const holding = wallSizes.find((one) => one >= names.length) ?? 16;
  const chosen = wanted ?? holding;
  return {
    size: chosen,
    player: player === 'mp4' ? 'mp4' : 'flv',
    tiles: Array.from({ length: chosen }, (_, at) => names[at] || undefined),
  };
}
