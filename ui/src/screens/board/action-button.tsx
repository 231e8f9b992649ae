// A button for what may be done in a cell or band.
import { Undo2 } from "lucide-react";
import { Narrowing } from "../../parts/narrowing.tsx";
import type { Action } from "../../wire/types.ts";
import { useActionWords } from "./action-words.ts";
import { useActs, type Where } from "./acts.tsx";

/** What opens the way on stands out from what looks back. */
const AHEAD: Action["verb"][] = ["promote", "deploy", "unhold", "unfreeze"];

interface Props {
  where: Where;
  action: Action;
  /** The one filled button of the screen. */
  main?: boolean;
  /** Tab stops at it: the keyboard is at its cell. */
  reachable: boolean;
}

export function ActionButton({ where, action, main = false, reachable }: Props) {
  const acts = useActs();
  const { text, name } = useActionWords()(where, action);
  const pending = acts.isPending(where, action);
  const look = main ? "main" : AHEAD.includes(action.verb) ? "act" : "";
  return (
    <button
      type="button"
      className={`btn sm ${look}`}
      title={name}
      aria-label={name}
      disabled={action.blocked !== null}
      // What is under way keeps the focus.
      aria-disabled={pending || undefined}
      tabIndex={reachable ? 0 : -1}
      onClick={(event) => {
        event.stopPropagation();
        if (!pending) acts.act(where, action);
      }}
    >
      {action.verb === "rollback" && <Undo2 className="i" aria-hidden />}
      <span>
        <Narrowing text={text} />
      </span>
    </button>
  );
}
