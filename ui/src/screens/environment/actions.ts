// What the buttons of the screen do: everything that changes something is shown in the drawer first.
import { useDrawer } from "../../frame/drawer.tsx";
import { drawnBy } from "../../frame/drawn-by.ts";
import type { Action } from "../../wire/types.ts";
import type { Where } from "./where.ts";

/** Verbs that have a place of their own on the screen. */
const ELSEWHERE: ReadonlySet<Action["verb"]> = new Set(["look", "unhold", "unfreeze", "unlock", "compare"]);

/** What belongs to an operation that is open, and so stands in its line. */
const OPEN: ReadonlySet<Action["verb"]> = new Set(["review", "resume", "take_over", "cancel"]);

/** Those that say how an open operation goes on. */
export function ofOpen(actions: Action[]): Action[] {
  return actions.filter(({ verb }) => OPEN.has(verb));
}

/** Those that have no place of their own on the screen. */
export function others(actions: Action[]): Action[] {
  return actions.filter(({ verb }) => !ELSEWHERE.has(verb) && !OPEN.has(verb));
}

/** Opens the drawer for an action: its plan, or the operation that it is about. False where it has neither. */
export function useDraw({ project, environment }: Where): (action: Action) => boolean {
  const { draw } = useDrawer();
  return (action) => {
    const drawn = drawnBy({ project, environment }, action);
    if (drawn) draw(drawn);
    return drawn !== null;
  };
}
