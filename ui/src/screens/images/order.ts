// The orders of the table. Where nothing is known of an image it stands last, whichever way the rest goes.
import type { Prepared } from "./prepared.ts";

export const SORTS = ["version", "build", "committed", "built", "pushed", "size", "found"] as const;
export type SortBy = (typeof SORTS)[number];

export interface Sort {
  by: SortBy;
  descending: boolean;
}

/** Highest version first, as the host gives them. */
export const FIRST: Sort = { by: "version", descending: true };

/** The images in an order, as the places that the host gave them. */
export function ordered(prepared: Prepared, { by, descending }: Sort): Int32Array {
  const name = `${by} ${descending}`;
  const made = prepared.orders.get(name);
  if (made) return made;
  const order = make(prepared, by, descending);
  prepared.orders.set(name, order);
  return order;
}

/**
 * Numbers alone are sorted in a fraction of the time that comparing two images takes, so they are, and each image is put
 * where its number came to stand: of equal ones the host's first stays first, and what is no number stands last.
 */
function make(prepared: Prepared, by: SortBy, descending: boolean): Int32Array {
  const sign = descending ? -1 : 1;
  const keys = Float64Array.from(valuesOf(prepared, by), (value) => sign * value);
  /** By number where the next image that has it is put. */
  const next = new Map<number, number>();
  keys
    .slice()
    .sort()
    .forEach((key, place) => {
      if (!next.has(key)) next.set(key, place);
    });
  const order = new Int32Array(keys.length);
  keys.forEach((key, index) => {
    const place = next.get(key) ?? 0;
    order[place] = index;
    next.set(key, place + 1);
  });
  return order;
}

/** A number per image, the larger the higher; NaN where there is none. */
function valuesOf(prepared: Prepared, by: SortBy): ArrayLike<number> {
  const { images } = prepared;
  if (by === "committed" || by === "built" || by === "pushed" || by === "found") return prepared[by];
  if (by === "build") return images.map(({ build_number }) => build_number ?? Number.NaN);
  if (by === "size") return images.map(({ size_bytes }) => size_bytes ?? Number.NaN);
  return images.map(({ semver }, index) => (semver === null ? Number.NaN : -index));
}
