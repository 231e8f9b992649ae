// The third line of a cell: what is next for it, and what may be done.
import { ArrowRight, ArrowUp, Plus, X } from "lucide-react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { isAlone, percent } from "../../parts/moving.ts";
import { Narrowing } from "../../parts/narrowing.tsx";
import { personName } from "../../parts/person.ts";
import type { Action, Blocked, Cell, PlannedService } from "../../wire/types.ts";
import { ActionButton } from "./action-button.tsx";
import type { CellProps } from "./cell.tsx";
import type { Place } from "./place.ts";

/** What is in the menu only: it goes back, stops something, or needs no reminder. */
const QUIET: Action["verb"][] = ["rollback", "cancel", "compare", "evidence"];

/** How what waits goes on. */
const ANSWERS: Action["verb"][] = ["review", "resume"];

/** What somebody decided: the band says so, and a button would only be in the way. */
const DECIDED: Blocked[] = ["held", "frozen", "locked", "busy", "open"];

export function CellNext({ where, cell, place }: CellProps) {
  const { moving } = where.band;
  if (place.planned) {
    return (
      <Line>
        <Planned planned={place.planned} />
      </Line>
    );
  }
  if (cell.state === "deploying" && moving && isAlone(moving)) {
    return (
      <Line>
        <span className="bar fill">
          <i style={{ width: `${percent(moving)}%` }} />
        </span>
      </Line>
    );
  }
  const actions = cell.needs ? pressing(cell, place) : offered(cell, place.isPlanning);
  const beside = actions.length < 2 && <Beside where={where} cell={cell} place={place} />;
  if (!beside && actions.length === 0) return null;
  return (
    <Line>
      {beside}
      {actions.map((action) => (
        <ActionButton
          key={`${action.verb} ${action.release}`}
          where={where}
          action={action}
          main={place.isMain && ANSWERS.includes(action.verb)}
          reachable={place.isCurrent}
        />
      ))}
    </Line>
  );
}

function Line({ children }: { children: ReactNode }) {
  return <div className="b">{children}</div>;
}

/** What mends it. One answer is enough for all that wait for it. */
function pressing({ actions, state }: Cell, { isEcho }: Place): Action[] {
  const isTold = isEcho && state === "waiting";
  const free = actions.filter(({ verb, blocked }) => blocked === null && !(isTold && ANSWERS.includes(verb)));
  return free.slice(0, 2);
}

/** The one thing that is offered where nothing is wrong. */
function offered(cell: Cell, isPlanning: boolean): Action[] {
  const [next] = cell.actions.filter(({ verb }) => !QUIET.includes(verb));
  if (!next || isPlanning || (next.blocked && DECIDED.includes(next.blocked))) return [];
  return [next];
}

/** What is said left of the buttons. */
function Beside({ where, cell, place }: Omit<CellProps, "service">) {
  const { t } = useTranslation("board");
  const { moving } = where.band;
  const waits = moving?.waits ?? false;
  if (cell.state === "waiting" && cell.needs && !place.isEcho && moving)
    return <Aside>{t("cell.askedBy", { who: personName(moving.actor) })}</Aside>;
  if (cell.state === "waiting" && cell.versions.length === 0) return <Aside>{t("cell.newHere")}</Aside>;
  if (waits && cell.removing) return <Aside>{t("cell.removed")}</Aside>;
  const [right, all] = cell.places;
  if (cell.needs && all > 1) return <Aside>{t("cell.places", { n: right, of: all })}</Aside>;
  return cell.newer > 0 && cell.state !== "deploying" && <Newer cell={cell} />;
}

const Aside = ({ children }: { children: ReactNode }) => <span className="x">{children}</span>;

function Newer({ cell }: { cell: Cell }) {
  const { t } = useTranslation("board");
  const newer = t("cell.newer", { count: cell.newer });
  const blocked = cell.actions.find(({ verb }) => verb === "promote")?.blocked;
  return (
    <span className="x" title={cell.newest ?? undefined}>
      <ArrowUp className="i i-12" aria-hidden />
      <span>
        <Narrowing
          text={
            blocked && DECIDED.includes(blocked)
              ? t("cell.newerBlocked", { newer, why: t(`blocked.${blocked}`) })
              : newer
          }
        />
      </span>
    </span>
  );
}

const SIGNS = { changed: ArrowRight, new: Plus, removed: X } as const;

/** What the plan in the drawer does to it. */
function Planned({ planned }: { planned: PlannedService }) {
  const { t } = useTranslation("board");
  if (planned.change === "same") return <span className="x">{t("plan.stays")}</span>;
  const Sign = SIGNS[planned.change];
  const version = planned.to?.version ?? "";
  return (
    <span className="x">
      <span className="tov">
        <Sign className="i i-12" aria-hidden />
        {planned.change === "removed" ? (
          t("plan.removed")
        ) : (
          <>
            <span className="sr">
              {t(planned.change === "new" ? "plan.comes" : "plan.becomes", { version })}
            </span>
            <span className="ver" aria-hidden>
              {version}
            </span>
          </>
        )}
      </span>
    </span>
  );
}
