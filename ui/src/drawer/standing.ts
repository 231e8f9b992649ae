// How an operation stands, for the drawer: under way, or one of the ways in which it is over or stands still.
import type { Look } from "../parts/states.ts";
import { VERDICT } from "../parts/states.ts";
import type { OperationPage, Verdict } from "../wire/types.ts";

/** It is not under way: it has ended, waits for a person, or was left in the middle. */
export function isOver({ busy, waits }: OperationPage): boolean {
  return !busy || waits;
}

/** How it ended or stands. One that nobody executes and that waits for nobody was left in the middle. */
export function verdictOf({ verdict, waits }: OperationPage): Verdict {
  if (waits) return "waiting";
  return verdict ?? "unknown";
}

/** It waited, and what it waited for has come, or was denied. */
export function isReady({ busy, ready }: OperationPage): boolean {
  return ready && !busy;
}

export function lookOf(page: OperationPage): Look {
  return VERDICT[verdictOf(page)];
}

/** Only what needs a person stands on a tinted ground. */
export function isCalm(page: OperationPage): boolean {
  const verdict = verdictOf(page);
  return verdict === "succeeded" || verdict === "cancelled";
}

/** The steps that take back what failed, and whether a person is asked first. */
export function undoing({ steps }: OperationPage): "by itself" | "asks" | null {
  if (!steps.some(({ when }) => when === "undo")) return null;
  return steps.some(({ when, place }) => when === "failure" && place === null) ? "asks" : "by itself";
}
