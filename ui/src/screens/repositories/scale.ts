// The scale of the bars: one for all rows, so that they can be compared. A few branches that are far away do not
// make all others vanish: their bars end at the edge, and the number beside them says the rest.
import type { RepositoryDocument } from "../../wire/types.ts";

/** This share of the numbers fits into a bar. */
const WITHIN = 0.95;
/** What a bar has room for at least, so that one commit is not a full bar. */
const LEAST = 12;
/** A bar of one commit is still seen. */
const THINNEST = 8;

/** How many commits a full bar stands for. */
export function fullBar(repositories: readonly RepositoryDocument[]): number {
  const numbers = repositories
    .flatMap(({ branches }) => branches.flatMap(({ against }) => against))
    .flatMap(({ ahead, behind }) => [ahead, behind])
    .filter((number): number is number => number !== null && number > 0)
    .sort((one, other) => one - other);
  return Math.max(LEAST, numbers[Math.ceil(numbers.length * WITHIN) - 1] ?? 0);
}

/**
 * How long a bar is, in percent. It grows with the root, so that one commit and a hundred are both seen in the little
 * room that there is.
 */
export function barLength(commits: number, full: number): number {
  return commits === 0 ? 0 : Math.max(THINNEST, Math.min(100, Math.round(100 * Math.sqrt(commits / full))));
}

/** A number of commits in the room that there is: "128", "1.3k". */
export function few(commits: number): string {
  if (commits < 1000) return String(commits);
  return commits < 10_000
    ? `${(Math.floor(commits / 100) / 10).toFixed(1)}k`
    : `${Math.floor(commits / 1000)}k`;
}
