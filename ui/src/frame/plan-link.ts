// A plan as a path of the window, for deep links, notifications and the palette.
import type { Movement, PlanArgs } from "../wire/types.ts";

/** What moves a release. */
export const MOVEMENTS: readonly Movement[] = ["deploy", "promote", "rollback"];

export function planPath(plan: PlanArgs): string {
  const query = new URLSearchParams({
    project: plan.project,
    kind: plan.kind,
    environment: plan.environment,
  });
  if (plan.from) query.set("from", plan.from);
  if (plan.release != null) query.set("release", String(plan.release));
  if (plan.services && plan.services.length > 0) query.set("services", plan.services.join(","));
  if (plan.hotfix) query.set("hotfix", plan.hotfix);
  return `/plan?${query}`;
}

/** What a path asks to be planned; null where it does not say enough. */
export function planOfQuery(search: string): PlanArgs | null {
  const query = new URLSearchParams(search);
  const kind = MOVEMENTS.find((one) => one === query.get("kind"));
  const [project, environment] = [query.get("project"), query.get("environment")];
  if (!kind || !project || !environment) return null;
  const release = query.get("release");
  if (release !== null && !/^\d+$/.test(release)) return null;
  return {
    project,
    kind,
    environment,
    from: query.get("from"),
    release: release === null ? null : Number(release),
    services: query.get("services")?.split(",").filter(Boolean) ?? [],
    hotfix: query.get("hotfix"),
  };
}
