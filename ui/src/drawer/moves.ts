// What a release changes, as one pair of versions where that tells it all: "0.1.45 → 0.1.47".
import type { OperationPage, PlannedService } from "../wire/types.ts";

/** A service and the versions between which it moves; null is nothing, or a version that nobody knows. */
export interface Move {
  name: string;
  from: string | null;
  to: string | null;
  /** It is gone afterwards. */
  removed: boolean;
}

export type Headline =
  /** Everything that changes moves between the same two versions. */
  | { tells: "pair"; from: string | null; to: string }
  /** The first of several services that move differently. */
  | { tells: "first"; name: string; from: string | null; to: string; more: number }
  /** Services only go. */
  | { tells: "removed"; names: string[] }
  /** Nothing changes. */
  | { tells: "nothing" };

/** The moves of a plan. */
export function movesOfPlan(services: PlannedService[]): Move[] {
  return services
    .filter((service) => service.change !== "same")
    .map(({ name, from, to, change }) => ({
      name,
      from: from?.version ?? null,
      to: to?.version ?? null,
      removed: change === "removed",
    }));
}

/** The moves of an operation: what was planned, or what the ledger says of it. */
export function movesOf({ planned, versions, before = {} }: OperationPage): Move[] {
  if (planned) return movesOfPlan(planned.services);
  return Object.entries(versions).map(([name, to]) => ({
    name,
    from: before[name] ?? null,
    to: to ?? null,
    removed: false,
  }));
}

export function headline(moves: Move[]): Headline {
  const coming = moves.flatMap(({ name, from, to }) => (to ? [{ name, from, to }] : []));
  const [first, ...others] = coming;
  if (!first) {
    const names = moves.filter(({ removed }) => removed).map(({ name }) => name);
    return names.length > 0 ? { tells: "removed", names } : { tells: "nothing" };
  }
  // What is new has no version to come from and goes along with what has.
  const old = coming.filter(({ from }) => from !== null);
  const froms = new Set(old.map(({ from }) => from));
  const tos = new Set(coming.map(({ to }) => to));
  if (tos.size === 1 && froms.size <= 1) return { tells: "pair", from: old[0]?.from ?? null, to: first.to };
  return { tells: "first", ...first, more: others.length };
}

/** What people call the release: the version that everything goes to, or its number. */
export function releaseName(moves: Move[], release: number | null): string {
  const tos = new Set(moves.flatMap(({ to }) => (to ? [to] : [])));
  const [only] = tos;
  if (only && tos.size === 1) return only;
  return release === null ? "" : `#${release}`;
}

/** What people call what was there before; null where nothing was, or several versions. */
export function beforeName(moves: Move[]): string | null {
  const froms = new Set(moves.flatMap(({ from }) => (from ? [from] : [])));
  const [only] = froms;
  return only && froms.size === 1 ? only : null;
}
