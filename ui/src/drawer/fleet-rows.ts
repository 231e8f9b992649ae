// The places of an operation as rows: many that stand alike make one row that unfolds.
import type { OperationPage, PlaceProgress, StepDocument } from "../wire/types.ts";
import type { Move } from "./moves.ts";

export type FleetRow = { row: "place"; place: PlaceProgress } | { row: "alike"; places: PlaceProgress[] };

/** From so many places on, those that stand alike are told together. */
const MANY = 9;
/** And so many of them. */
const ALIKE = 3;

/** Rows of all places; neighbours that stand alike are one where there are many. */
export function fleetRows(places: PlaceProgress[], running: (place: PlaceProgress) => string): FleetRow[] {
  if (places.length < MANY) return places.map((place) => ({ row: "place", place }));
  const runs: PlaceProgress[][] = [];
  let last = "";
  for (const place of places) {
    const now = [place.state, ...place.phases.map(({ state }) => state), running(place)].join(" ");
    if (now === last) runs.at(-1)?.push(place);
    else runs.push([place]);
    last = now;
  }
  return runs.flatMap((alike): FleetRow[] =>
    alike.length >= ALIKE && isSettled(alike[0])
      ? [{ row: "alike", places: alike }]
      : alike.map((place) => ({ row: "place", place })),
  );
}

/** What is under way or went wrong is always seen by its name. */
function isSettled(place: PlaceProgress | undefined): boolean {
  return place !== undefined && !["running", "waiting", "failed", "unknown"].includes(place.state);
}

/**
 * What runs at a place of the services that the operation moves; null where it cannot be seen. Where nobody knows what
 * came of a step, what was seen before it says nothing.
 */
export function runsAt(place: PlaceProgress, moves: Move[]): string | null {
  if (!place.running || place.state === "unknown") return null;
  const running = place.running;
  const here = moves.flatMap(({ name }) => {
    const version = running[name];
    return version ? [{ name, version }] : [];
  });
  const versions = new Set(here.map(({ version }) => version));
  const [only] = versions;
  if (only && versions.size === 1) return only;
  return here.map(({ name, version }) => `${name} ${version}`).join(", ");
}

/** The steps of a place, by the name that its phases have. */
export function stepOf(page: OperationPage, place: string, phase: string): StepDocument | undefined {
  return page.steps.find(({ step }) => step === `${place}/${phase}`);
}

/** What was there before was put back at a place. */
export function wasPutBack(page: OperationPage, place: string): boolean {
  return page.steps.some(
    (step) => step.place === place && step.when === "undo" && step.state === "succeeded",
  );
}

/** Nothing but looking was done at a place. */
export function isUntouched({ state }: PlaceProgress): boolean {
  return state === "pending" || state === "skipped" || state === "cancelled";
}

/** What runs where, the most common first: each text with its places. */
export function runsWhere(
  places: PlaceProgress[],
  moves: Move[],
): { runs: string | null; places: string[] }[] {
  const found = new Map<string | null, string[]>();
  for (const place of places) {
    const runs = runsAt(place, moves);
    found.set(runs, [...(found.get(runs) ?? []), place.name]);
  }
  return [...found.entries()]
    .map(([runs, names]) => ({ runs, places: names }))
    .sort(
      (one, other) =>
        Number(one.runs === null) - Number(other.runs === null) || other.places.length - one.places.length,
    );
}
