// Every run, across projects: how it went, what it was of, how long it took; and beginning another.
import { Play, Plus } from "lucide-react";
import { useCallback, useMemo, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { Link, useLocation, useSearchParams } from "wouter";
import { useBeginRun } from "../../frame/begin-run.ts";
import { paths } from "../../frame/paths.ts";
import { useScreenKeys } from "../../frame/screen-keys.ts";
import { useShortcuts } from "../../frame/shortcut-list.tsx";
import { TopBar } from "../../frame/top-bar.tsx";
import { useAnswer } from "../../host/context.tsx";
import { useDelayed } from "../../parts/delayed.ts";
import { FilterField } from "../../parts/filter-field.tsx";
import { NotDone } from "../../parts/not-done.tsx";
import { NotRenewed } from "../../parts/not-renewed.tsx";
import { Problem, ProblemAgain } from "../../parts/problem.tsx";
import { isText, useRemembered } from "../../parts/remembered.ts";
import { useSlow } from "../../parts/slow.ts";
import { Unread } from "../../parts/unread.tsx";
import type { ActivityDocument, ActivityRow } from "../../wire/types.ts";
import { Begin } from "./begin.tsx";
import { KEYS, suggestionsFor, valuesOf } from "./suggest.ts";
import { RunTable } from "./table.tsx";

/** So many at first, and four times as many whenever the end comes near. */
const FIRST = 200;
const MORE = 4;

export function Runs() {
  const { t } = useTranslation("runs");
  const [filter, setFilter] = useRemembered("runs.filter", "", isText);
  const [limit, setLimit] = useState(FIRST);
  const beginning = useBeginning();
  const asked = useDelayed(filter);
  const answer = useAnswer("activity", { filter: asked, runs: true, limit });
  const projects = useAnswer("projects", {});
  const table = useRef<HTMLTableElement>(null);
  const isSlow = useSlow(!answer.data && answer.isFetching);
  const { open, again, refusal, forget } = useRuns();
  const rows = answer.data?.rows ?? NONE;
  const lost = answer.data ? answer.error : null;
  const unfit = answer.data?.not_understood ?? NO_WORDS;
  // What is typed just now matters more.
  const missing = unfit.length === 0 ? answer.data?.unread[0] : undefined;
  const values = useMemo(() => valuesOf(projects.data, rows), [projects.data, rows]);
  // A host that gives fewer than were asked for gives no more.
  const isFull = !answer.isFetching && rows.length >= limit;
  const onEnd = useCallback(() => {
    if (isFull) setLimit((before) => before * MORE);
  }, [isFull]);
  useScreenKeys((key) => (key === "n" ? beginning.begin : null));
  useShortcuts(t("list.keys"), [
    [t("list.keyMove"), "↓", "↑"],
    [t("list.keyOpen"), "Enter"],
    [t("list.keyAgain"), "A"],
    [t("list.keyRun"), "N"],
  ]);
  return (
    <main className="content runs">
      <TopBar
        title={t("screens.runs", { ns: "common" })}
        beside={<span className="faint cut">{answer.data && <Count data={answer.data} />}</span>}
      />
      <div className={lost || refusal ? "tools wrong fail" : missing ? "tools wrong doubt" : "tools"}>
        <FilterField
          value={filter}
          onChange={setFilter}
          label={t("list.filter")}
          example={t("list.example")}
          keys={KEYS}
          onLeave={() => table.current?.focus()}
          suggest={(word) => suggestionsFor(word, values)}
        />
        {refusal && <NotDone problem={refusal.body} close={forget} />}
        {!refusal && lost && (
          <NotRenewed problem={lost.body} known={answer.dataUpdatedAt} again={() => void answer.refetch()} />
        )}
        {!refusal && !lost && missing && <Unread first={missing} all={answer.data?.unread ?? []} />}
        {!refusal && !lost && !missing && (
          <>
            <Unfit words={unfit} />
            <span className="grow" />
          </>
        )}
        <button type="button" className="btn main" aria-keyshortcuts="N" onClick={beginning.begin}>
          <Play className="i" aria-hidden />
          {t("begin.button")}
        </button>
      </div>
      {answer.error && !answer.data && (
        <ProblemAgain problem={answer.error.body} again={() => void answer.refetch()} />
      )}
      {isSlow && (
        <p className="pad row faint" role="status">
          {t("loading", { ns: "common", what: t("list.what") })}
        </p>
      )}
      {answer.data && rows.length > 0 && (
        <RunTable rows={rows} more={answer.data.more} table={table} open={open} again={again} onEnd={onEnd} />
      )}
      {answer.data &&
        rows.length === 0 &&
        (asked.trim() !== "" ? (
          <NoneFit clear={() => setFilter("")} />
        ) : missing ? (
          <Problem problem={missing.problem} />
        ) : (
          <None hasProjects={projects.data?.projects.length !== 0} />
        ))}
      {beginning.is && <Begin {...beginning.asked} close={beginning.close} />}
    </main>
  );
}

const NONE: ActivityRow[] = [];
const NO_WORDS: string[] = [];

/** Whether a run is being begun: a button asks for it, or a path that names the project. */
function useBeginning() {
  const [isBeginning, setBeginning] = useState(false);
  const [search] = useSearchParams();
  const [, go] = useLocation();
  const isAsked = search.get("ask") === "run";
  return {
    is: isBeginning || isAsked,
    asked: {
      project: isAsked ? search.get("project") : null,
      branch: isAsked ? search.get("branch") : null,
      dirty: isAsked && search.has("dirty"),
    },
    begin: () => setBeginning(true),
    close: () => {
      setBeginning(false);
      if (isAsked) go(paths.runs(), { replace: true });
    },
  };
}

/** Opening a run, and running its commit again. */
function useRuns() {
  const [, go] = useLocation();
  const { begin, refusal, forget } = useBeginRun();
  const open = useCallback(({ project, operation }: ActivityRow) => go(paths.run(project, operation)), [go]);
  const again = useCallback(
    ({ project, commit }: ActivityRow) => {
      if (commit !== null) begin({ project, revision: commit });
    },
    [begin],
  );
  return { open, again, refusal, forget };
}

function Count({ data }: { data: ActivityDocument }) {
  const { t, i18n } = useTranslation("runs");
  const count = data.rows.length;
  const number = count.toLocaleString(i18n.language);
  return data.more ? t("list.countMore", { number }) : t("list.count", { count, number });
}

/** The words that nothing can fit, where the eye is while it types. */
function Unfit({ words }: { words: string[] }) {
  const { t, i18n } = useTranslation("runs");
  const named = words.join(i18n.language === "zh" ? "、" : ", ");
  return (
    <span className="doubt sm cut" role="status">
      {words.length > 0 && (
        <span className="word">{t("list.notUnderstood", { count: words.length, words: named })}</span>
      )}
    </span>
  );
}

/** Nothing was run yet. Where something can be, the button above begins it. */
function None({ hasProjects }: { hasProjects: boolean }) {
  const { t } = useTranslation("runs");
  return (
    <section className="start">
      <h2>{t("list.none")}</h2>
      <p>{t("list.noneAbout")}</p>
      {!hasProjects && (
        <Link className="btn" href={paths.add()}>
          <Plus className="i" aria-hidden />
          <span>{t("addProject", { ns: "common" })}</span>
        </Link>
      )}
    </section>
  );
}

function NoneFit({ clear }: { clear(): void }) {
  const { t } = useTranslation("runs");
  return (
    <p className="pad row dim" role="status">
      {t("list.noneFit")}
      <button type="button" className="btn sm" onClick={clear}>
        {t("list.clear")}
      </button>
    </p>
  );
}
