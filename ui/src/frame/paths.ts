// Where things are in the window. Notifications, deep links and the palette name the same paths.
import { planPath } from "./plan-link.ts";

const part = encodeURIComponent;

/** The rules that were set by hand and can be lifted. */
export type Lift = "unlock" | "unhold" | "unfreeze";

const lift = (project: string, environment: string, rule: Lift) =>
  `/environments/${part(project)}/${part(environment)}?ask=${rule}`;

export const paths = {
  board: () => "/board",
  requests: () => "/requests",
  repositories: () => "/repositories",
  images: (project?: string, service?: string) =>
    project && service ? `/images/${part(project)}/${part(service)}` : "/images",
  runs: () => "/runs",
  run: (project: string, operation: string) => `/runs/${part(project)}/${part(operation)}`,
  activity: () => "/activity",
  operation: (project: string, operation: string) => `/operations/${part(project)}/${part(operation)}`,
  /** A plan in the drawer, beside the board. */
  plan: planPath,
  environment: (project: string, environment: string) =>
    `/environments/${part(project)}/${part(environment)}`,
  /** An environment that asks whether its lock is given back. */
  unlock: (project: string, environment: string) => lift(project, environment, "unlock"),
  /** An environment that asks whether a rule that was set by hand is lifted. */
  lift,
  /** An environment with the live logs of a service's containers open. */
  logs: (project: string, environment: string, service: string) =>
    `/environments/${part(project)}/${part(environment)}?logs=${part(service)}`,
  credentials: () => "/credentials",
  settings: () => "/settings",
  add: () => "/add",
};
