// A button for something that may be done, or that says why it may not be done now.
import { Undo2 } from "lucide-react";
import { useTranslation } from "react-i18next";
import type { Action } from "../../wire/types.ts";
import { useDraw } from "./actions.ts";
import type { Where } from "./where.ts";
import { verbOf } from "./words.ts";

/** The keys of the screen that do the same. */
const KEYS: Partial<Record<Action["verb"], string>> = { promote: "P", deploy: "P", rollback: "R" };

interface ActionButtonProps {
  where: Where;
  action: Action;
  /** The one that is likely. */
  likely?: boolean;
  small?: boolean;
  /** What is done instead of opening the drawer, where it has nothing to show. */
  otherwise?: () => void;
}

export function ActionButton({ where, action, likely, small, otherwise }: ActionButtonProps) {
  const { t } = useTranslation("environment");
  const draw = useDraw(where);
  const { blocked } = action;
  const press = () => {
    if (blocked === null && !draw(action)) otherwise?.();
  };
  const isAnswer = action.verb === "review" || action.verb === "resume";
  const classes = ["btn", small && "sm", likely && (isAnswer ? "main" : "act")];
  return (
    <button
      type="button"
      className={classes.filter(Boolean).join(" ")}
      aria-disabled={blocked !== null}
      title={blocked ? t(`blocked.${blocked}`, { environment: where.environment }) : undefined}
      aria-keyshortcuts={action.service ? undefined : KEYS[action.verb]}
      onClick={press}
    >
      {action.verb === "rollback" && <Undo2 className="i" aria-hidden />}
      {verbOf(t, action)}
    </button>
  );
}
