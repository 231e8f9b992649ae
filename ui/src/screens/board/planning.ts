// What the drawer speaks about, for the board beside it: the column that changes, the one it comes from, and what
// happens to each service.
import { useMemo } from "react";
import { type Drawn, useDrawer } from "../../frame/drawer.tsx";
import { useAnswer } from "../../host/context.tsx";
import type { BoardProject, PlannedService } from "../../wire/types.ts";

export interface Planning {
  project: string;
  environment: string;
  /** The environment before, if there is one. */
  from: string | null;
  /** Per service what the plan does; empty while it is made, and while an operation shows it by itself. */
  services: Map<string, PlannedService>;
}

const PLAN = { project: "", environment: "", kind: "promote" } as const;
const OPERATION = { project: "", operation: "" };

/** Null while the drawer is closed, or speaks of something that has no column. */
export function usePlanning(projects: BoardProject[]): Planning | null {
  const { drawn } = useDrawer();
  const planned = drawn?.about === "plan" ? drawn.plan : null;
  const operated = drawn?.about === "operation" ? drawn : null;
  // Asked as the drawer asks, so that it is one question.
  const plan = useAnswer("plan", planned ?? PLAN, { enabled: planned !== null });
  const operation = useAnswer(
    "operation",
    operated ? { project: operated.project, operation: operated.operation } : OPERATION,
    { enabled: operated !== null },
  );
  const services = planned && !plan.isPlaceholderData ? plan.data?.services : undefined;
  const operatedAt = operation.isPlaceholderData ? null : operation.data?.environment;
  return useMemo(
    () => planningOf(drawn, operatedAt ?? null, services ?? [], projects),
    [drawn, operatedAt, services, projects],
  );
}

export function planningOf(
  drawn: Drawn | null,
  operatedAt: string | null,
  services: PlannedService[],
  projects: BoardProject[],
): Planning | null {
  if (!drawn || drawn.about === "credential") return null;
  const project = drawn.about === "plan" ? drawn.plan.project : drawn.project;
  const bands = projects.find(({ name }) => name === project)?.bands ?? [];
  // The board knows where an open operation is before its page is there.
  const open = drawn.about === "operation" ? drawn.operation : null;
  const here = bands.find(({ moving }) => moving !== null && moving.operation === open)?.environment;
  const environment = drawn.about === "plan" ? drawn.plan.environment : (here ?? operatedAt);
  const band = bands.find((band) => band.environment === environment);
  if (!band) return null;
  const from = (drawn.about === "plan" && drawn.plan.from) || band.after;
  return {
    project,
    environment: band.environment,
    from,
    services: new Map(services.map((service) => [service.name, service])),
  };
}
