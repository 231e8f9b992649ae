// How far an operation is.
import type { Moving } from "../wire/types.ts";

/** It moves one service; its cell shows how far it is then, otherwise the band does. */
export function isAlone(moving: Moving): boolean {
  return moving.busy && moving.services.length === 1;
}

/** The steps that are done, of a hundred. Never all of them before it is done. */
export function percent({ done, steps }: Moving): number {
  return steps === 0 ? 0 : Math.min(99, Math.round((100 * done) / steps));
}

/** The place that it is at, from 1. */
export function placeNow({ places, places_done }: Moving): number {
  return Math.min(places, places_done + 1);
}
