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

function make(prepared: Prepared, by: SortBy, descending: boolean): Int32Array {
  const values = valuesOf(prepared, by);
  const known: number[] = [];
  const unknown: number[] = [];
  for (let index = 0; index < values.length; index += 1) {
    (Number.isNaN(values[index]) ? unknown : known).push(index);
  }
  const sign = descending ? -1 : 1;
  const value = (index: number) => values[index] ?? 0;
  // Versions are in order already. Elsewhere equal ones stay as the host has them.
  if (by !== "version") known.sort((one, other) => sign * (value(one) - value(other)) || one - other);
  else if (!descending) known.reverse();
  return Int32Array.from([...known, ...unknown]);
}

/** A number per image, the larger the higher; NaN where there is none. */
function valuesOf(prepared: Prepared, by: SortBy): ArrayLike<number> {
  const { images } = prepared;
  if (by === "committed" || by === "built" || by === "pushed" || by === "found") return prepared[by];
  if (by === "build") return images.map(({ build_number }) => build_number ?? Number.NaN);
  if (by === "size") return images.map(({ size_bytes }) => size_bytes ?? Number.NaN);
  return images.map(({ semver }, index) => (semver === null ? Number.NaN : -index));
}
