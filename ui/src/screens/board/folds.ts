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
