// What the drawer shows of an action: the plan of what moves a release, otherwise the operation that it is about.
import type { Action, Kind, Verb } from "../wire/types.ts";
import type { Drawn } from "./drawer.tsx";
import { MOVEMENTS } from "./plan-link.ts";

interface Place {
  project: string;
  environment: string;
}

/** The plan of an action that is done as `verb`; null where that moves no release. */
export function planBy({ project, environment }: Place, verb: Verb | Kind, action: Action): Drawn | null {
  const kind = MOVEMENTS.find((one) => one === verb);
  if (!kind) return null;
  const { from, release, service } = action;
  const services = service ? [service] : [];
  return { about: "plan", plan: { project, environment, kind, from, release, services } };
}

/** What is shown before anything is done; null where it is done at once. */
export function drawnBy(place: Place, action: Action): Drawn | null {
  const { verb, operation } = action;
  const plan = planBy(place, verb, action);
  if (plan || operation === null) return plan;
  return { about: "operation", project: place.project, operation };
}
