// What the buttons of the screen do: everything that changes something is shown in the drawer first.
import { useDrawer } from "../../frame/drawer.tsx";
import type { Action, Movement } from "../../wire/types.ts";
import type { Where } from "./where.ts";

const MOVES = { promote: "promote", deploy: "deploy", rollback: "rollback" } as const satisfies Partial<
  Record<Action["verb"], Movement>
>;

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

function movementOf(action: Action): Movement | null {
  // Without a release it is the operation that says what was tried.
  if (action.verb === "again" && action.release !== null) return action.from ? "promote" : "deploy";
  return action.verb in MOVES ? MOVES[action.verb as keyof typeof MOVES] : null;
}

/** Opens the drawer for an action: its plan, or the operation that it is about. False where it has neither. */
export function useDraw({ project, environment }: Where): (action: Action) => boolean {
  const { draw } = useDrawer();
  return (action) => {
    const kind = movementOf(action);
    if (kind) {
      const services = action.service ? [action.service] : [];
      const { from, release } = action;
      draw({ about: "plan", plan: { project, kind, environment, from, release, services } });
      return true;
    }
    if (action.operation === null) return false;
    draw({ about: "operation", project, operation: action.operation });
    return true;
  };
}
