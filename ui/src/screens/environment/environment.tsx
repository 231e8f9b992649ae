// An environment: what runs there, what happened there, what is ruled there.
import type { TFunction } from "i18next";
import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { useLocation, useParams, useSearchParams } from "wouter";
import { useArrival } from "../../frame/hash-location.ts";
import { paths } from "../../frame/paths.ts";
import { TopBar } from "../../frame/top-bar.tsx";
import { useAnswer } from "../../host/context.tsx";
import { Glyph } from "../../parts/glyph.tsx";
import { NotRenewed } from "../../parts/not-renewed.tsx";
import { ProblemAgain } from "../../parts/problem.tsx";
import { useSlow } from "../../parts/slow.ts";
import { CELL, ENVIRONMENT } from "../../parts/states.ts";
import type { Band, EnvironmentPage, EnvironmentState, ErrorBody } from "../../wire/types.ts";
import { ActionButton } from "./action-button.tsx";
import { ofOpen, others } from "./actions.ts";
import { askedByPath } from "./asked-by-path.ts";
import { Because } from "./because.tsx";
import { Below, useBelow } from "./below.tsx";
import { Facts } from "./facts.tsx";
import { useKeys } from "./keys.ts";
import { RestartQuestion, TakeOverQuestion } from "./questions.tsx";
import { RuleQuestion, type RuleWord } from "./rule-question.tsx";
import { Running } from "./running.tsx";
import type { ServiceMenuItem } from "./service-menu.tsx";
import type { Where } from "./where.ts";
import { listed } from "./words.ts";

export function Environment() {
  const { project = "", environment = "" } = useParams<{ project: string; environment: string }>();
  const where = { project: decodeURIComponent(project), environment: decodeURIComponent(environment) };
  // Another environment is another screen: nothing that is open here is about it.
  return <Screen key={`${project}/${environment}`} where={where} />;
}

function Screen({ where }: { where: Where }) {
  const page = useAnswer("environment", { ...where });
  // What is kept of another environment while this one is asked for says nothing of it.
  const known = page.isPlaceholderData ? undefined : page.data;
  const again = () => void page.refetch();
  if (known) {
    const problem = page.error?.body ?? null;
    return <Known where={where} page={known} problem={problem} again={again} at={page.dataUpdatedAt} />;
  }
  return (
    <main className="content">
      <TopBar title={where.environment} beside={<span className="faint cut">{where.project}</span>} />
      {page.error ? <ProblemAgain problem={page.error.body} again={again} /> : <Asking where={where} />}
    </main>
  );
}

function Asking({ where }: { where: Where }) {
  const { t } = useTranslation("environment");
  const slow = useSlow(true);
  return (
    <p className="pad row faint" role="status">
      {slow && t("loading", { ns: "common", what: t("it", { ...where }) })}
    </p>
  );
}

interface KnownProps {
  where: Where;
  page: EnvironmentPage;
  /** Why it could not be asked again. */
  problem: ErrorBody | null;
  again(): void;
  /** When it was asked for. */
  at: number;
}

/** What is asked before something is done. */
type Asked = { is: "rule"; rule: RuleWord } | { is: "restart"; service: string } | { is: "takeOver" };

function Known({ where, page, problem, again, at }: KnownProps) {
  const [asked, setAsked] = useState<Asked | null>(null);
  const below = useBelow(page);
  // A path may lead here to be asked something: nothing that was set by hand is lifted without it.
  const [, go] = useLocation();
  const [search] = useSearchParams();
  const led = askedByPath(search, page);
  const arrival = useArrival();
  const wasLed = useRef<number | null>(null);
  useEffect(() => {
    // Once: what can be asked later is about something else.
    if (led && wasLed.current !== arrival) setAsked(led);
    wasLed.current = arrival;
  }, [led, arrival]);
  useKeys({ where, page, onLogs: () => below.show("logs") });
  const onService = (service: string, what: ServiceMenuItem) => {
    if (what === "restart") setAsked({ is: "restart", service });
    else below.show(what, service);
  };
  const close = () => {
    setAsked(null);
    // What was asked by the path is over with it: the same may be asked again.
    if (search.has("ask")) go(paths.environment(where.project, where.environment), { replace: true });
  };
  const takeOver = () => setAsked({ is: "takeOver" });
  return (
    <main className="content environment">
      <TopBar
        title={where.environment}
        beside={
          problem ? (
            <NotRenewed problem={problem} known={at} again={again} />
          ) : (
            <Standing where={where} page={page} />
          )
        }
      >
        <Actions where={where} page={page} onTakeOver={takeOver} />
      </TopBar>
      <div className="envgrid">
        <div className="left">
          <div className="now-part">
            <Running where={where} page={page} onService={onService} />
            <Because where={where} page={page} onTakeOver={takeOver} />
          </div>
          <Below where={where} page={page} below={below} />
        </div>
        <Facts page={page} onRule={(rule) => setAsked({ is: "rule", rule })} />
      </div>
      {asked?.is === "rule" && (
        <RuleQuestion where={where} band={page.band} rule={asked.rule} onClose={close} />
      )}
      {asked?.is === "restart" && (
        <RestartQuestion where={where} page={page} service={asked.service} onClose={close} />
      )}
      {asked?.is === "takeOver" && <TakeOverQuestion where={where} page={page} onClose={close} />}
    </main>
  );
}

/** The project, and the environment's state in a word. */
function Standing({ where, page }: { where: Where; page: EnvironmentPage }) {
  const { t } = useTranslation("environment");
  const { state, cells } = page.band;
  const bad = QUIET.has(state) ? notAsItShouldBe(cells) : null;
  const look = bad ? CELL[bad.state] : ENVIRONMENT[state];
  return (
    <>
      <span className="faint cut">{where.project}</span>
      <span className={`row standing ${look.family}`}>
        <Glyph shape={look.shape} />
        <span className="word strong cut">{bad ? notRight(t, page, bad) : t(`state.${state}`)}</span>
      </span>
    </>
  );
}

/** Nothing is under way then, and what the services say is worth more than a rule, which stands beside them. */
const QUIET: ReadonlySet<EnvironmentState> = new Set(["idle", "locked", "held", "frozen"]);

interface BadService {
  service: string;
  state: "unhealthy" | "differs";
}

/** The first service that needs a person for what was seen of it. */
function notAsItShouldBe(cells: Band["cells"]): BadService | null {
  for (const state of ["unhealthy", "differs"] as const) {
    const found = Object.entries(cells).find(([, cell]) => cell?.needs && cell.state === state);
    if (found) return { service: found[0], state };
  }
  return null;
}

/** What is not as it should be, and where, if that can be told of the places. */
function notRight(t: TFunction<"environment">, page: EnvironmentPage, bad: BadService): string {
  const { service, state } = bad;
  const places = page.services.find(({ name }) => name === service)?.places ?? [];
  const differing = places.filter(({ differs }) => differs).map(({ name }) => name);
  if (state !== "differs" || differing.length === 0) return t(`state.${state}`, { service });
  return t("state.differsOn", { service, places: listed(t, differing, 2) });
}

interface ActionsProps {
  where: Where;
  page: EnvironmentPage;
  onTakeOver(): void;
}

/** Beside the name stand the likeliest two; the rest is in the lines below and in the palette. */
function Actions({ where, page, onTakeOver }: ActionsProps) {
  const { moving, actions: all } = page.band;
  // What a colleague left open has no line here that would say how it goes on.
  const actions = [...(moving ? [] : ofOpen(all)), ...others(all)].slice(0, 2);
  return actions.map((action) => (
    <ActionButton
      key={`${action.verb} ${action.release}`}
      where={where}
      action={action}
      likely={action === actions[0]}
      otherwise={onTakeOver}
    />
  ));
}
