// Questions that a person puts aside for now. What asks goes on waiting, and the status bar says so.
import { useSyncExternalStore } from "react";

let aside: ReadonlySet<number> = new Set();
const told = new Set<() => void>();

function change(now: ReadonlySet<number>) {
  aside = now;
  for (const tell of told) tell();
}

function listen(tell: () => void): () => void {
  told.add(tell);
  return () => told.delete(tell);
}

/** The numbers of those that are put aside. */
export function useAside(): ReadonlySet<number> {
  return useSyncExternalStore(listen, () => aside);
}

export function putAside(number: number) {
  change(new Set([...aside, number]));
}

/** Asks all of them again. */
export function takeUp() {
  change(new Set());
}
