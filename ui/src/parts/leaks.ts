// Secrets that were found in what was built, as the details of a problem tell them: where they are, and never what.
import type { ErrorBody } from "../wire/types.ts";

export interface Leak {
  /** What it is accepted by, such as `env:API_KEY`. */
  finding: string;
  place: string;
  why: string;
  hint: string;
}

/** The kinds of places that a finding's name begins with. */
export const KINDS = ["arg", "command", "copy", "env", "file", "label", "run"] as const;
type Kind = (typeof KINDS)[number];

export function leaksIn(problem: Pick<ErrorBody, "code" | "details"> | null): Leak[] {
  if (problem?.code !== "leak_found" || !hasLeaks(problem.details)) return [];
  return problem.details.leaks.filter(isLeak);
}

function hasLeaks(details: unknown): details is { leaks: unknown[] } {
  if (typeof details !== "object" || details === null || !("leaks" in details)) return false;
  return Array.isArray(details.leaks);
}

function isLeak(value: unknown): value is Leak {
  if (typeof value !== "object" || value === null) return false;
  const { finding, place, why, hint } = value as Partial<Record<keyof Leak, unknown>>;
  return [finding, place, why, hint].every((part) => typeof part === "string");
}

/** The kind of place that a finding names; null for what is no finding's name. */
export function kindOf(finding: string): Kind | null {
  const end = finding.indexOf(":");
  return KINDS.find((kind) => end >= 0 && kind === finding.slice(0, end)) ?? null;
}

/** What slipway.yml takes to accept a finding; why is still to be written. */
export function acceptance(finding: string): string {
  return `accepted_leaks:\n  - finding: ${JSON.stringify(finding)}\n    reason: \n`;
}

/** What the engine says to do about findings. The window says that in its own words; a test holds these beside it. */
export const TO_DO = {
  mount:
    "let the build mount it: name it under `build.secrets` in slipway.yml and use `RUN --mount=type=secret`; whoever has the image reads what was built in, so replace the secret if such an image was ever pushed",
  give: "give it to the running service under `env` of the environment, as { secret: NAME }; whoever has the image reads its variables, so replace the secret if such an image was ever pushed",
  leaveOut:
    "leave the file out: name it in .dockerignore, or mount it for the one command that needs it with `RUN --mount=type=secret`; a later layer that removes it does not take it out of the image",
} as const;

export type ToDo = keyof typeof TO_DO;

/** Which of them a hint is; null for another. */
export function toDo(hint: string): ToDo | null {
  const all = Object.keys(TO_DO) as ToDo[];
  return all.find((one) => TO_DO[one] === hint) ?? null;
}
