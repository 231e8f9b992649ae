// What the table shows: the images that fit, in their order, or below a head per branch.
import type { ImageRow } from "../../wire/types.ts";
import { ordered, type Sort } from "./order.ts";
import type { Prepared } from "./prepared.ts";

/** A branch with its images; null for those of which it is not known. */
export interface BranchHead {
  branch: string | null;
  count: number;
  folded: boolean;
}

/** A row: an image by the place that the host gave it, or a head. */
export type Shown = number | BranchHead;

export function shown(
  prepared: Prepared,
  sort: Sort,
  fits: ((image: ImageRow, index: number) => boolean) | null,
): number[] {
  const places: number[] = [];
  for (const index of ordered(prepared, sort)) {
    const image = prepared.images[index];
    if (image && (!fits || fits(image, index))) places.push(index);
  }
  return places;
}

/** The same below heads, each branch where its first image stands. */
export function grouped(prepared: Prepared, places: number[], folded: ReadonlySet<string | null>): Shown[] {
  const groups = new Map<string | null, number[]>();
  for (const place of places) {
    const branch = prepared.images[place]?.branch ?? null;
    const group = groups.get(branch);
    if (group) group.push(place);
    else groups.set(branch, [place]);
  }
  return [...groups].flatMap(([branch, group]): Shown[] => {
    const head = { branch, count: group.length, folded: folded.has(branch) };
    return head.folded ? [head] : [head, ...group];
  });
}
