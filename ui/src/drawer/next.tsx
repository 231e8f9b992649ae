// The next actions in the footer: never scrolled away, most likely first, one of them filled.
import { Undo2 } from "lucide-react";
import { useTranslation } from "react-i18next";
import { personName } from "../parts/person.ts";
import { Problem } from "../parts/problem.tsx";
import type { Action, OperationPage } from "../wire/types.ts";
import { beforeName, type Move, releaseName } from "./moves.ts";
import { offered, useNextActs } from "./next-acts.ts";

/** More than these would take the room of what they are about. */
const MOST = 4;

interface NextProps {
  page: OperationPage;
  moves: Move[];
  actions: Action[];
  /** The likeliest is filled, unless something above them is. */
  isFilled?: boolean;
}

export function Next({ isFilled = true, ...props }: NextProps) {
  const acts = useNextActs(props.page);
  const shown = offered(props.page, props.actions).slice(0, MOST);
  // Going back is possible after a success, and not what is likely.
  const isDone = props.page.verdict === "succeeded";
  const filled = shown.find(({ verb, blocked }) => blocked === null && !(isDone && verb === "rollback"));
  if (shown.length === 0) return null;
  return (
    <>
      {acts.refusal && <Problem problem={acts.refusal.body} />}
      <ul className="next">
        {shown.map((action) => (
          <One
            key={`${action.verb} ${action.service ?? ""} ${action.release ?? ""}`}
            page={props.page}
            moves={props.moves}
            action={action}
            isFilled={isFilled && action === filled}
            isPending={acts.pending === action.verb}
            onAct={() => acts.act(action)}
          />
        ))}
      </ul>
      <span className="sr" role="status">
        {acts.done}
      </span>
    </>
  );
}

function One(props: {
  page: OperationPage;
  moves: Move[];
  action: Action;
  isFilled: boolean;
  isPending: boolean;
  onAct: () => void;
}) {
  const { t } = useTranslation("drawer");
  const { page, moves, action } = props;
  const { verb, blocked } = action;
  const words = {
    version: versionOf(action, page, moves),
    environment: page.environment ?? "",
    noun: t(`noun.${page.kind}`),
    actor: personName(page.actor),
  };
  const why = blocked ? t(`blocked.${blocked}`, words) : t(`next.${verb}.why`, words);
  return (
    <li>
      <span>
        <span className="title">{t(`next.${verb}.title`, words)}</span>
        <span className={blocked ? "hint kept" : "hint"}>{why}</span>
      </span>
      <button
        type="button"
        className={props.isFilled ? "btn main" : "btn"}
        disabled={blocked !== null}
        aria-disabled={props.isPending || undefined}
        title={why}
        onClick={props.onAct}
      >
        {verb === "rollback" && <Undo2 className="i" aria-hidden />}
        {t(`next.${verb}.button`, words).trim()}
      </button>
    </li>
  );
}

/** The version that an action is about: its own, else what was there before, or what this brings. */
function versionOf(action: Action, page: OperationPage, moves: Move[]): string {
  if (action.version) return action.version;
  if (action.verb === "rollback") return beforeName(moves) ?? (action.release ? `#${action.release}` : "");
  return releaseName(moves, page.release);
}
