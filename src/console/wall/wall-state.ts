import { shallowRef } from 'vue';
import { emptyWall, fromQuery, toQuery, type WallLayout } from './wall-layout.ts';

const storageKey = 'guanlan.wall';

function stored(): WallLayout | undefined {
  try {
    return fromQuery(JSON.parse(localStorage.getItem(storageKey) ?? '{}') as Record<string, unknown>);
  } catch {
    // What stands there is not ours.
    return undefined;
  }
}

/** The wall outlives its page, so that other pages can put streams on it and a reload keeps it. */
export const wall = shallowRef<WallLayout>(stored() ?? emptyWall);

export function setWall(layout: WallLayout): void {
  wall.value = layout;
  localStorage.setItem(storageKey, JSON.stringify(toQuery(layout)));
}
