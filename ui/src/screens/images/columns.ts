// The columns of the table: how wide they are, what they sort by, and which are shown where there is little room.
import type { SortBy } from "./order.ts";
import type { Prepared } from "./prepared.ts";

export const COLUMNS = [
  "version",
  "tags",
  "build",
  "digest",
  "commit",
  "subject",
  "branch",
  "author",
  "committed",
  "built",
  "pushed",
  "size",
  "change",
  "platforms",
  "found",
  "running",
  "newer",
] as const;
export type ColumnId = (typeof COLUMNS)[number];

export interface Column {
  id: ColumnId;
  /** In pixels; null for the one that takes what is left. */
  width: number | null;
  /** Its values are numbers or times, which stand to the right. */
  numeric: boolean;
  sort: SortBy | null;
}

/** How wide the table has to be for a column to be there without being asked for; null for only when asked for. */
const FROM: Record<ColumnId, number | null> = {
  version: 0,
  tags: 0,
  build: 0,
  digest: 1040,
  commit: 0,
  subject: 0,
  branch: null,
  author: 1100,
  committed: 0,
  built: 1560,
  pushed: null,
  size: 0,
  change: 1200,
  platforms: 1400,
  found: null,
  running: 0,
  newer: 0,
};

const WIDTH: Record<Exclude<ColumnId, "version" | "subject" | "running">, number> = {
  tags: 96,
  build: 60,
  digest: 70,
  commit: 70,
  branch: 132,
  author: 88,
  committed: 90,
  built: 90,
  pushed: 90,
  size: 52,
  change: 52,
  platforms: 108,
  found: 148,
  newer: 64,
};

/** The check boxes. */
export const PICK_WIDTH = 44;
/** A subject says something from here on. */
const SUBJECT = 180;

const SORTS: Partial<Record<ColumnId, SortBy>> = {
  version: "version",
  build: "build",
  committed: "committed",
  built: "built",
  pushed: "pushed",
  size: "size",
  found: "found",
};

const NUMERIC = new Set<ColumnId>(["build", "committed", "built", "pushed", "size", "change", "newer"]);

/** What gives way first where long versions take the room. */
const YIELDING: readonly ColumnId[] = ["size", "build", "tags", "commit"];

/** The columns that are there without being chosen, in a table of a width. */
export function usualColumns(prepared: Prepared, width: number): ColumnId[] {
  const roomy = COLUMNS.filter((id) => {
    const from = FROM[id];
    return from !== null && width >= from;
  });
  return YIELDING.reduce(
    (ids, yielding) =>
      leastWidth(columnsOf(ids, prepared, width)) > width ? ids.filter((id) => id !== yielding) : ids,
    roomy,
  );
}

export function columnsOf(ids: readonly ColumnId[], prepared: Prepared, width: number): Column[] {
  return COLUMNS.filter((id) => ids.includes(id)).map((id) => ({
    id,
    width: widthOf(id, prepared, width),
    numeric: NUMERIC.has(id),
    sort: SORTS[id] ?? null,
  }));
}

function widthOf(id: ColumnId, { longestVersion }: Prepared, width: number): number | null {
  if (id === "subject") return null;
  if (id === "running") return width >= 1100 ? 226 : 176;
  // A figure of the monospace is 8 px wide, and 16 px are around the text.
  if (id === "version") return Math.min(188, Math.max(76, 20 + 8 * longestVersion));
  return WIDTH[id];
}

/** How wide the table is at least; it scrolls where there is less. */
export function leastWidth(columns: readonly Column[]): number {
  return columns.reduce((sum, { width }) => sum + (width ?? SUBJECT), PICK_WIDTH);
}
