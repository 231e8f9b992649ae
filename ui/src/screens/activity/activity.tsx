// Every operation, across projects: who, what, with what result, how long.
import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { useLocation, useSearch } from "wouter";
import { useDrawer } from "../../frame/drawer.tsx";
import { useArrival } from "../../frame/hash-location.ts";
import { paths } from "../../frame/paths.ts";
import { useShortcuts } from "../../frame/shortcut-list.tsx";
import { TopBar } from "../../frame/top-bar.tsx";
import { useAnswer } from "../../host/context.tsx";
import { useDelayed } from "../../parts/delayed.ts";
import { FilterField } from "../../parts/filter-field.tsx";
import { NotRenewed } from "../../parts/not-renewed.tsx";
import { Problem, ProblemAgain } from "../../parts/problem.tsx";
import { isText, useRemembered } from "../../parts/remembered.ts";
import { useSlow } from "../../parts/slow.ts";
import { Unread } from "../../parts/unread.tsx";
import type { ActivityDocument, ActivityRow, UnreadProject, UntoldChannel } from "../../wire/types.ts";
import { NothingDone, NothingFits } from "./nothing.tsx";
import { OverTime } from "./over-time.tsx";
import { KEYS, suggestionsFor, valuesOf } from "./suggest.ts";
import { Table } from "./table.tsx";
import { foremost, Untold } from "./untold.tsx";

/** So many at first, and four times as many whenever the end comes near. */
const FIRST = 200;
const MORE = 4;

const isView = (value: unknown): value is "overTime" | "list" => value === "overTime" || value === "list";

export function Activity() {
  const { t } = useTranslation("activity");
  const [filter, setFilter] = useFilter();
  const [view, setView] = useRemembered("activity.view", "overTime", isView);
  const [limit, setLimit] = useState(FIRST);
  const asked = useDelayed(filter);
  const activity = useAnswer("activity", { filter: asked, runs: false, limit });
  const board = useAnswer("board", {});
  const projects = useAnswer("projects", {});
  const untold = useAnswer("untold", {}).data?.channels ?? NONE_UNTOLD;
  const table = useRef<HTMLTableElement>(null);
  const { drawn } = useDrawer();
  const open = useOpen();
  useShortcuts(t("screens.activity", { ns: "common" }), [
    [t("keys.move"), "↑", "↓"],
    [t("keys.open"), "Enter"],
  ]);
  const { data } = activity;
  const rows = data?.rows ?? NONE;
  const lost = data ? activity.error : null;
  const unfit = data?.not_understood ?? NO_WORDS;
  // What is typed just now matters more than what is missing, and that more than a channel.
  const unread = unfit.length === 0 ? (data?.unread ?? NONE_UNREAD) : NONE_UNREAD;
  const [missing] = unread;
  const first = unfit.length === 0 && !missing ? foremost(untold) : undefined;
  const values = useMemo(() => valuesOf(projects.data, rows), [projects.data, rows]);
  const needs = useMemo(
    () =>
      new Map((board.data?.needs ?? []).flatMap((need) => (need.operation ? [[need.operation, need]] : []))),
    [board.data],
  );
  // A host that gives fewer than were asked for gives no more.
  const isFull = !activity.isFetching && rows.length >= limit;
  const onEnd = useCallback(() => {
    if (isFull) setLimit((before) => before * MORE);
  }, [isFull]);
  // Where nothing was done, there is no time to draw it over; what is loading has its place already.
  const isDrawn = data ? rows.length > 0 || asked.trim() !== "" : !activity.error;
  return (
    <main className="content activity">
      <TopBar
        title={t("screens.activity", { ns: "common" })}
        beside={<span className="faint cut">{data && <Count data={data} />}</span>}
      />
      <div className={lost || first?.given_up ? "tools wrong fail" : missing ? "tools wrong doubt" : "tools"}>
        <FilterField
          value={filter}
          onChange={setFilter}
          label={t("filter.label")}
          example={t("filter.example")}
          keys={KEYS}
          onLeave={() => table.current?.focus()}
          suggest={(word) => suggestionsFor(word, values)}
        />
        {lost ? (
          <NotRenewed
            problem={lost.body}
            known={activity.dataUpdatedAt}
            again={() => void activity.refetch()}
          />
        ) : missing ? (
          <Unread first={missing} all={unread} />
        ) : first ? (
          <Untold first={first} all={untold} />
        ) : (
          <>
            <Unfit words={unfit} />
            <span className="grow" />
          </>
        )}
        <fieldset className="seg" aria-label={t("show.label")}>
          {(["overTime", "list"] as const).map((one) => (
            <button key={one} type="button" aria-pressed={view === one} onClick={() => setView(one)}>
              {t(`show.${one}`)}
            </button>
          ))}
        </fieldset>
      </div>
      {activity.error && !data && (
        <ProblemAgain problem={activity.error.body} again={() => void activity.refetch()} />
      )}
      {view === "overTime" && isDrawn && (
        <OverTime rows={data ? rows : null} environments={board.data?.columns ?? NO_ENVIRONMENTS} />
      )}
      {!data && !activity.error && <Asking />}
      {data && rows.length > 0 && (
        <Table
          rows={rows}
          more={data.more}
          needs={needs}
          shown={drawn?.about === "operation" ? drawn.operation : null}
          table={table}
          onOpen={open}
          onEnd={onEnd}
        />
      )}
      {data &&
        rows.length === 0 &&
        (asked.trim() ? (
          <NothingFits onClear={() => setFilter("")} />
        ) : missing ? (
          <Problem problem={missing.problem} />
        ) : (
          <NothingDone />
        ))}
    </main>
  );
}

const NONE: ActivityRow[] = [];
const NONE_UNREAD: UnreadProject[] = [];
const NONE_UNTOLD: UntoldChannel[] = [];
const NO_WORDS: string[] = [];
const NO_ENVIRONMENTS: string[] = [];

/** What the path says is sought, otherwise what was sought last. */
function useFilter(): [string, (filter: string) => void] {
  const search = useSearch();
  const arrival = useArrival();
  const linked = useMemo(() => new URLSearchParams(search).get("filter"), [search]);
  const [filter, remember] = useRemembered("activity.filter", "", isText);
  // biome-ignore lint/correctness/useExhaustiveDependencies: what leads here again is sought again.
  useEffect(() => {
    if (linked !== null) remember(linked);
  }, [linked, remember, arrival]);
  return [filter, remember];
}

/** Opens an operation: a run on its screen, anything else in the drawer. */
function useOpen(): (row: ActivityRow) => void {
  const [, go] = useLocation();
  const { draw } = useDrawer();
  return ({ project, operation, kind }) => {
    if (kind === "run") go(paths.run(project, operation));
    else draw({ about: "operation", project, operation });
  };
}

function Count({ data }: { data: ActivityDocument }) {
  const { t } = useTranslation("activity");
  const count = data.rows.length;
  if (!data.more) return t("count.all", { count });
  return <span title={t("count.more")}>{t("count.newest", { count })}</span>;
}

/** The words that nothing can fit, where the eye is while it types. */
function Unfit({ words }: { words: string[] }) {
  const { t, i18n } = useTranslation("activity");
  const named = words.map((word) => `“${word}”`).join(i18n.language === "zh" ? "、" : ", ");
  return (
    <span className="doubt sm nowrap" role="status">
      {words.length > 0 && <span className="word">{t("filter.unfit", { words: named })}</span>}
    </span>
  );
}

function Asking() {
  const { t } = useTranslation("activity");
  const slow = useSlow(true);
  return (
    <p className="pad row faint" role="status">
      {slow && t("loading", { ns: "common", what: t("it") })}
    </p>
  );
}
