// The lines in which something was found, and going from one to the next.
import type { Found, LinePlace, Section } from "./line.ts";

export interface Hits {
  /** In the order in which they are shown. */
  places: LinePlace[];
  /** How many there are; more than the places where there are very many. */
  total: number;
}

export const NONE: Hits = { places: [], total: 0 };

/** The logs of sections, each once, in the order in which they are shown. */
export function logsOf(sections: Section[]): string[] {
  return [...new Set(sections.map(({ log }) => log))];
}

/** What was found in logs, as one list. */
export function hitsOf(found: [log: string, found: Found][]): Hits {
  return {
    places: found.flatMap(([log, { lines }]) => lines.map((line) => ({ log, line }))),
    total: found.reduce((sum, [, { total }]) => sum + total, 0),
  };
}

/** The index of the first place that is not before another; around to the first where there is none. */
export function firstFrom(hits: Hits, from: LinePlace | null, logs: string[]): number {
  if (hits.places.length === 0) return -1;
  if (from === null) return 0;
  const index = hits.places.findIndex((place) => !isBefore(place, from, logs));
  return Math.max(0, index);
}

/** The next place from another one, or the one before; around where there is none. */
export function nextFrom(hits: Hits, from: LinePlace | null, logs: string[], by: 1 | -1): number {
  const count = hits.places.length;
  if (count === 0) return -1;
  if (from === null) return by === 1 ? 0 : count - 1;
  if (by === 1) {
    const after = hits.places.findIndex((place) => isBefore(from, place, logs));
    return Math.max(0, after);
  }
  const before = hits.places.findLastIndex((place) => isBefore(place, from, logs));
  return before < 0 ? count - 1 : before;
}

function isBefore(one: LinePlace, other: LinePlace, logs: string[]): boolean {
  if (one.log === other.log) return one.line < other.line;
  return logs.indexOf(one.log) < logs.indexOf(other.log);
}
