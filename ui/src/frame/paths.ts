// Where things are in the window. Notifications, deep links and the palette name the same paths.
import type { Kind } from "../wire/types.ts";
import { planPath } from "./plan-link.ts";

const part = encodeURIComponent;

/** What is set by hand, and what lifts it. */
export type AskedRule = "hold" | "unhold" | "freeze" | "unfreeze" | "lock" | "unlock";

const ask = (project: string, environment: string, rule: AskedRule) =>
  `/environments/${part(project)}/${part(environment)}?ask=${rule}`;

export const paths = {
  board: () => "/board",
  requests: () => "/requests",
  repositories: () => "/repositories",
  /** The repositories, asking whether a project is taken out of the window. */
  takeOut: (project: string) => `/repositories?ask=take_out&project=${part(project)}`,
  /** The repositories, with the bar below speaking of a branch. */
  branch: (project: string, branch: string) =>
    `/repositories?project=${part(project)}&branch=${part(branch)}`,
  images: (project?: string, service?: string) =>
    project && service ? `/images/${part(project)}/${part(service)}` : "/images",
  /** The images of a service, with one of them open. */
  image: (project: string, service: string, digest: string) =>
    `/images/${part(project)}/${part(service)}?image=${part(digest)}`,
  /** The images of a service, with two of them compared. */
  compareImages: (project: string, service: string, digest: string, other: string) =>
    `/images/${part(project)}/${part(service)}?image=${part(digest)}&with=${part(other)}`,
  runs: () => "/runs",
  /** The runs, asking which branch of a project is run; of one that is known, whether so. */
  beginRun: (project: string, known: { branch?: string; dirty?: boolean } = {}) => {
    const branch = known.branch === undefined ? "" : `&branch=${part(known.branch)}`;
    return `/runs?ask=run&project=${part(project)}${branch}${known.dirty ? "&dirty" : ""}`;
  },
  run: (project: string, operation: string) => `/runs/${part(project)}/${part(operation)}`,
  activity: () => "/activity",
  operation: (project: string, operation: string) => `/operations/${part(project)}/${part(operation)}`,
  /** Where an operation is shown: a run on its screen, anything else in the drawer beside the activity. */
  shown: ({ kind, project, operation }: { kind: Kind; project: string; operation: string }): string =>
    kind === "run" ? paths.run(project, operation) : paths.operation(project, operation),
  /** A plan in the drawer, beside the board. */
  plan: planPath,
  environment: (project: string, environment: string) =>
    `/environments/${part(project)}/${part(environment)}`,
  /** An environment with its deployments shown, each of which can be gone back to. */
  deployments: (project: string, environment: string) =>
    `/environments/${part(project)}/${part(environment)}?deployments`,
  /** An environment that asks whether its lock is given back. */
  unlock: (project: string, environment: string) => ask(project, environment, "unlock"),
  /** An environment that asks about a rule before it is set or lifted by hand. */
  ask,
  /** An environment that asks whether a service is restarted. */
  restart: (project: string, environment: string, service: string) =>
    `/environments/${part(project)}/${part(environment)}?ask=restart&service=${part(service)}`,
  /** An environment with the live logs of a service's containers open. */
  logs: (project: string, environment: string, service: string) =>
    `/environments/${part(project)}/${part(environment)}?logs=${part(service)}`,
  /** An environment where a shell in a service's container can be opened. */
  shell: (project: string, environment: string, service: string) =>
    `/environments/${part(project)}/${part(environment)}?shell=${part(service)}`,
  credentials: () => "/credentials",
  /** The credentials, with the form of a new one open. */
  addCredential: () => "/credentials?ask=add",
  /** The credentials, asking which of what this laptop has is put into the keychain. */
  importCredentials: () => "/credentials?ask=import",
  /** The credentials, with the bar below speaking of one; to test it, or asking whether it is removed. */
  credential: (id: string, ask?: "test" | "remove") =>
    `/credentials?${ask ? `ask=${ask}&` : ""}credential=${part(id)}`,
  /** The credentials, all of which are tested. */
  testCredentials: () => "/credentials?ask=test_all",
  settings: () => "/settings",
  /** The settings of the Docker Engine; to test whether it answers. */
  docker: (ask?: "test") => (ask ? `/settings?docker&ask=${ask}` : "/settings?docker"),
  add: () => "/add",
};
