// Which columns fold while the drawer shows something: those that it does not speak about, as far as room is short.
import type { Fold } from "./place.ts";
import type { Planning } from "./planning.ts";

/** Pixels that are to be left for a column that the drawer speaks about, and for one folded to its version. */
const WIDE = 176;
const FOLDED = 130;
const SERVICES = 88;

export function foldsOf(columns: string[], planning: Planning | null, width: number): Fold[] {
  if (!planning) return columns.map(() => "open");
  const isWide = (column: string) => column === planning.environment || column === planning.from;
  const wide = columns.filter(isWide).length;
  const room = SERVICES + wide * WIDE + (columns.length - wide) * FOLDED;
  const fold: Fold = room <= width ? "version" : "glyph";
  return columns.map((column) => (isWide(column) ? "open" : fold));
}

/** Below so many pixels a column needs the room around its text. */
const ROOMY = 160;

/** Whether columns are that narrow where all of them are open. */
export function areNarrow(columns: number, width: number): boolean {
  return columns > 0 && width > 0 && (width - SERVICES) / columns < ROOMY;
}
