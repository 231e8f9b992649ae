// Deployments over time, as dots in a lane per environment.
import type { ActivityRow } from "../../wire/types.ts";

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** Dots that would lie on one another are one: a lane has room for no more of them. */
const ROOM = 320;

export interface Dot {
  /** From 0, the oldest, to 1, now. */
  at: number;
  failed: boolean;
  /** The newest of those that it stands for. */
  row: ActivityRow;
}

export interface Lane {
  environment: string;
  count: number;
  failed: number;
  dots: Dot[];
}

export interface Lanes {
  since: number;
  now: number;
  lanes: Lane[];
}

/** Lanes of the environments, in their order; those that only rows know come last. */
export function lanesOf(rows: ActivityRow[], environments: string[], now: number): Lanes {
  const deployments = rows.filter(({ kind, environment }) => kind !== "run" && environment !== null);
  const oldest = deployments.at(-1);
  const since = Math.min(oldest ? Date.parse(oldest.started_at) : now, now - DAY);
  const lanes = new Map<string, Lane>();
  const lane = (environment: string) => {
    const known = lanes.get(environment) ?? { environment, count: 0, failed: 0, dots: [] };
    lanes.set(environment, known);
    return known;
  };
  for (const environment of environments) lane(environment);
  const taken = new Set<string>();
  for (const row of deployments) {
    const into = lane(row.environment ?? "");
    const failed = row.verdict === "failed" || row.verdict === "rolled_back";
    into.count += 1;
    if (failed) into.failed += 1;
    const at = (Date.parse(row.started_at) - since) / (now - since);
    const place = `${into.environment} ${failed} ${Math.round(at * ROOM)}`;
    if (taken.has(place)) continue;
    taken.add(place);
    into.dots.push({ at, failed, row });
  }
  return { since, now, lanes: [...lanes.values()] };
}

const STEPS = [HOUR, 3 * HOUR, 6 * HOUR, DAY, 2 * DAY, 7 * DAY, 14 * DAY, 30 * DAY, 91 * DAY, 365 * DAY];
const MOST = 7;

/** Where the time line is marked: on full hours or midnights, never more than there is room for. */
export function ticksOf({ since, now }: Lanes): { at: number; time: number; hours: boolean }[] {
  const step = STEPS.find((one) => (now - since) / one <= MOST) ?? (now - since) / MOST;
  const hours = step < DAY;
  const ticks = [];
  const first = new Date(since);
  if (hours) first.setHours(Math.ceil((first.getHours() + 1) / (step / HOUR)) * (step / HOUR), 0, 0, 0);
  else first.setHours(24, 0, 0, 0);
  for (let time = first.getTime(); time < now; time += step) {
    ticks.push({ at: (time - since) / (now - since), time, hours });
  }
  return ticks;
}
