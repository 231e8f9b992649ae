// One image that is looked at, or two that are compared: A the older, B the newer.
import type { ImageRow } from "../../wire/types.ts";
import type { Prepared } from "./prepared.ts";

export interface Pair {
  older: ImageRow;
  newer: ImageRow;
}

/** The selection after an image was put to it or taken from it. A third takes the place of the first. */
export function toggled(selected: readonly string[], digest: string): string[] {
  if (selected.includes(digest)) return selected.filter((other) => other !== digest);
  return [...selected, digest].slice(-2);
}

/** The images that are selected and still there. */
export function selectedImages({ images, places }: Prepared, selected: readonly string[]): ImageRow[] {
  return selected.flatMap((digest) => images[places.get(digest) ?? -1] ?? []);
}

/** Two images, the older first: by the host's order of versions, by their commits' time where one has no version. */
export function pairOf(prepared: Prepared, [one, other]: ImageRow[]): Pair | null {
  if (!one || !other) return null;
  return isOlder(prepared, one, other) ? { older: one, newer: other } : { older: other, newer: one };
}

function isOlder({ places, committed }: Prepared, one: ImageRow, other: ImageRow): boolean {
  const [at, otherAt] = [places.get(one.digest) ?? 0, places.get(other.digest) ?? 0];
  const [time, otherTime] = [committed[at] ?? Number.NaN, committed[otherAt] ?? Number.NaN];
  const unversioned = one.semver === null || other.semver === null;
  return unversioned && time < otherTime !== time > otherTime ? time < otherTime : at > otherAt;
}
