// Where a searched text stands in a line's pieces.
import type { Piece } from "./ansi.ts";

export interface Marked extends Piece {
  isMarked: boolean;
}

/** Matches a text in whatever case; null for an empty one. */
export function matcher(text: string): RegExp | null {
  return text === "" ? null : new RegExp(text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"), "giu");
}

/** The pieces, cut where a match begins or ends. A match may reach over several of them. */
export function marked(pieces: Piece[], sought: RegExp | null): Marked[] {
  const ranges = sought ? matches(pieces.map(({ text }) => text).join(""), sought) : [];
  if (ranges.length === 0) return pieces.map((piece) => ({ ...piece, isMarked: false }));
  let begin = 0;
  return pieces.flatMap((piece) => {
    const end = begin + piece.text.length;
    const cuts = [begin, ...ranges.flat().filter((cut) => cut > begin && cut < end), end];
    const parts = cuts.slice(1).map((to, index) => {
      const from = cuts[index] ?? begin;
      return {
        text: piece.text.slice(from - begin, to - begin),
        className: piece.className,
        isMarked: ranges.some(([first, last]) => from >= first && to <= last),
      };
    });
    begin = end;
    return parts;
  });
}

function matches(text: string, sought: RegExp): [number, number][] {
  return [...text.matchAll(sought)].map(({ index, 0: found }) => [index, index + found.length]);
}
