// What tells a plan from the one that a person saw before.
import type { PlanPage } from "../wire/types.ts";

export type PlanPart = "services" | "commits" | "config" | "places" | "commands";

const PARTS: [PlanPart, (plan: PlanPage) => unknown][] = [
  ["services", (plan) => plan.services],
  ["commits", (plan) => plan.commits.map(({ sha, change }) => [sha, change])],
  ["config", (plan) => plan.config],
  ["places", (plan) => plan.places.map(({ name }) => name)],
  ["commands", (plan) => plan.actions],
];

/** The parts of two plans that are not the same, in the drawer's order. */
export function differences(before: PlanPage, after: PlanPage): PlanPart[] {
  const differs = (part: (plan: PlanPage) => unknown) =>
    JSON.stringify(part(before)) !== JSON.stringify(part(after));
  return PARTS.flatMap(([name, part]) => (differs(part) ? [name] : []));
}
