// Lines that say what is not as it should be, and what can be done about it.
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useDrawer } from "../../frame/drawer.tsx";
import { useCause } from "../../parts/cause.ts";
import { useDoing } from "../../parts/doing.ts";
import { Glyph } from "../../parts/glyph.tsx";
import { personName } from "../../parts/person.ts";
import { useProblemWords, useToldAs } from "../../parts/problem-words.ts";
import { Sentence } from "../../parts/sentence.tsx";
import { CELL, type Look } from "../../parts/states.ts";
import { Age } from "../../parts/time.tsx";
import { Left } from "../../parts/time-left.tsx";
import type { Cell, EnvironmentPage, ErrorBody, Moving } from "../../wire/types.ts";
import { ActionButton } from "./action-button.tsx";
import { ofOpen, others } from "./actions.ts";
import { driftText } from "./drift-words.ts";
import type { Where } from "./where.ts";
import { movingOf } from "./words.ts";

/** More lines than that push away what they speak about. */
const MOST = 3;

interface Props {
  where: Where;
  page: EnvironmentPage;
}

export function Because({ where, page, onTakeOver }: Props & { onTakeOver(): void }) {
  const { t } = useTranslation("environment");
  const told = useToldAs();
  const [all, setAll] = useState(false);
  const { moving, unreachable, cells, sight } = page.band;
  const bad = Object.entries(cells).flatMap(([service, cell]) =>
    cell?.needs && !SAID.has(cell.state) && !(moving && cell.state === "unknown") ? [{ service, cell }] : [],
  );
  const lines = [
    moving && <Open key="moving" where={where} page={page} moving={moving} onTakeOver={onTakeOver} />,
    ...unreachable.map((place) => (
      <Line
        key={place.name}
        look={SILENT}
        lead={t("because.silent", { place: place.name })}
        after={told(place.reason, place.code)}
      />
    )),
    // What keeps the look from beginning is no place's silence.
    sight.problem && unreachable.length === 0 && <Unseen key="unseen" problem={sight.problem} />,
    ...bad.map(({ service, cell }) => (
      <Bad key={service} where={where} page={page} service={service} cell={cell} />
    )),
  ].filter(Boolean);
  const shown = all ? lines : lines.slice(0, MOST);
  return (
    <>
      {shown}
      {lines.length > shown.length && (
        <button type="button" className="because more" onClick={() => setAll(true)}>
          {t("because.more", { count: lines.length - shown.length })}
        </button>
      )}
    </>
  );
}

/** What waits or moves with the whole environment is said of the operation. */
const SAID: ReadonlySet<Cell["state"]> = new Set(["waiting", "deploying"]);

const SILENT: Look = { shape: "unknown", family: "doubt" };

interface LineProps {
  look: Look;
  lead: string;
  after?: React.ReactNode;
  /** It is read to its end: it takes as many lines as it needs. */
  wraps?: boolean;
  children?: React.ReactNode;
}

function Line({ look, lead, after, wraps = false, children }: LineProps) {
  return (
    <div className={`because ${look.family}`}>
      <Glyph shape={look.shape} />
      <p
        className={wraps ? "grow wraps" : "grow"}
        title={typeof after === "string" ? `${lead} ${after}` : undefined}
      >
        <span className="strong">{lead}</span> <span className="dim">{after}</span>
      </p>
      {children}
    </div>
  );
}

/** Why the environment could not be looked at. */
function Unseen({ problem }: { problem: ErrorBody }) {
  const { t } = useTranslation("environment");
  const { title, about, message, hint } = useProblemWords(problem);
  return (
    <Line
      look={SILENT}
      lead={t("because.unseen")}
      wraps
      after={
        <>
          {title && `${title}${t("colon", { ns: "common" })}`}
          <Sentence text={message} begins={title === null} />
          {hint && (
            <>
              {" "}
              <Sentence text={hint} />
            </>
          )}{" "}
          <code title={about}>{problem.code}</code>
        </>
      }
    />
  );
}

interface OpenProps extends Props {
  moving: Moving;
  onTakeOver(): void;
}

/** The operation that is open: how far it is, whom it waits for, or that nobody executes it. */
function Open({ where, page, moving, onTakeOver }: OpenProps) {
  const { t } = useTranslation("environment");
  const { draw } = useDrawer();
  const cause = useCause();
  const what = movingOf(t, moving);
  const show = () => draw({ about: "operation", project: where.project, operation: moving.operation });
  if (moving.busy) {
    return (
      <Line look={CELL.deploying} lead={t("because.moving", { what })} after={<Doing moving={moving} />}>
        <button type="button" className="btn sm" onClick={show}>
          {t("because.watch")}
        </button>
      </Line>
    );
  }
  // Where only a service was touched, it is the service that says how it goes on.
  const left = Object.values(page.band.cells).find((cell) => cell?.state === "unknown");
  const [first, ...more] = ofOpen([...page.band.actions, ...(left?.actions ?? [])]);
  const buttons = [first, ...more.filter(({ verb }) => verb !== first?.verb)]
    .slice(0, 2)
    .map(
      (action) =>
        action && (
          <ActionButton
            key={action.verb}
            where={where}
            action={action}
            small
            likely={action === first}
            otherwise={onTakeOver}
          />
        ),
    );
  if (moving.waits) {
    return (
      <Line
        look={CELL.waiting}
        lead={t(first?.verb === "resume" ? "because.ready" : "because.waiting", { what })}
        after={<Asked moving={moving} word="asked" />}
      >
        {buttons}
      </Line>
    );
  }
  return (
    <Line
      look={CELL.unknown}
      lead={t("because.left", { what })}
      after={
        <>
          <Asked moving={moving} word="leftBy" /> {left && cause(left)}
        </>
      }
    >
      {first ? (
        buttons
      ) : (
        <button type="button" className="btn sm" onClick={show}>
          {t("act.evidence")}
        </button>
      )}
    </Line>
  );
}

function Doing({ moving }: { moving: Moving }) {
  const { t } = useTranslation("environment");
  const doing = useDoing();
  const { step, left, done, steps } = moving;
  return (
    <>
      {step && `${[step.place, doing(step)].filter(Boolean).join(t("names.comma"))} · `}
      {t("because.steps", { done, steps })}
      {left && (
        <>
          {" · "}
          <Left left={left} />
        </>
      )}
    </>
  );
}

function Asked({ moving, word }: { moving: Moving; word: "asked" | "leftBy" }) {
  const { t } = useTranslation("environment");
  const { done, steps } = moving;
  const actor = personName(moving.actor);
  const [before = "", after = ""] = t(`because.${word}`, { actor, done, steps, age: "\n" }).split("\n");
  return (
    <>
      {before}
      <Age at={moving.since} />
      {after}
    </>
  );
}

interface BadProps extends Props {
  service: string;
  cell: Cell;
}

/** A service that needs a person for its own sake: what waits with the whole environment was said above. */
function Bad({ where, page, service, cell }: BadProps) {
  const { t } = useTranslation("environment");
  const cause = useCause();
  const here = page.services.find(({ name }) => name === service);
  // What failed or was left in the middle has a reason of its own, whatever runs at its places since.
  const drift = here && cell.state === "differs" ? driftText(t, here) : "";
  const lead = {
    differs: t("because.differs", { service }),
    unhealthy: t("because.unhealthy", { service }),
    failed: cell.to
      ? t("because.failed", { service, version: cell.to })
      : t("because.failedPlain", { service }),
    unknown: t("because.unknown", { service }),
  };
  const actions = others(cell.actions).slice(0, 2);
  return (
    <Line
      look={CELL[cell.state]}
      lead={cell.state in lead ? lead[cell.state as keyof typeof lead] : service}
      after={drift || cause(cell)}
    >
      {actions.map((action) => (
        <ActionButton
          key={`${action.verb} ${action.release}`}
          where={where}
          action={action}
          small
          likely={action === actions[0]}
        />
      ))}
    </Line>
  );
}
