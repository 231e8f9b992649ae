// Repositories: branches of all of them against what runs in each environment.
import { Plus } from "lucide-react";
import { type ComponentProps, useMemo, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { Link, useLocation } from "wouter";
import { useBeginRun } from "../../frame/begin-run.ts";
import { useLedByPath } from "../../frame/led-by-path.ts";
import { paths } from "../../frame/paths.ts";
import { useShortcuts } from "../../frame/shortcut-list.tsx";
import { TopBar } from "../../frame/top-bar.tsx";
import { useAnswerInView } from "../../host/context.tsx";
import { FilterField } from "../../parts/filter-field.tsx";
import { NotRenewed } from "../../parts/not-renewed.tsx";
import { ProblemAgain } from "../../parts/problem.tsx";
import { useRemembered } from "../../parts/remembered.ts";
import { useRowHeight } from "../../parts/row-height.ts";
import { useSlow } from "../../parts/slow.ts";
import { suggestWords } from "../../parts/suggest-words.ts";
import { useWidth } from "../../parts/width.ts";
import type { RepositoryDocument } from "../../wire/types.ts";
import { ActionBar } from "./action-bar.tsx";
import { layoutFor } from "./columns.ts";
import { environmentsOf } from "./environments.ts";
import { filterOf, hasWork, KEYS } from "./filter.ts";
import { keyOf, keyOfBranch, linesOf } from "./lines.ts";
import { fullBar } from "./scale.ts";
import { Table } from "./table.tsx";
import { TakeOut } from "./take-out.tsx";

const NONE: RepositoryDocument[] = [];

export function Repositories() {
  const { t } = useTranslation("repositories");
  // Files that are edited tell nobody.
  const answer = useAnswerInView("repositories", {});
  const repositories = answer.data?.repositories ?? NONE;
  return (
    <main className="content repositories">
      <TopBar
        title={
          <span className="row">
            {t("screens.repositories", { ns: "common" })}
            {repositories.length > 0 && (
              <span className="faint count hide-narrow">{t("count", { count: repositories.length })}</span>
            )}
          </span>
        }
      />
      {answer.error && !answer.data && (
        <ProblemAgain problem={answer.error.body} again={() => void answer.refetch()} />
      )}
      {answer.data ? (
        repositories.length === 0 ? (
          <Empty />
        ) : (
          <Branches
            repositories={repositories}
            lost={
              answer.error && {
                problem: answer.error.body,
                known: answer.dataUpdatedAt,
                again: () => void answer.refetch(),
              }
            }
          />
        )
      ) : (
        <Waiting going={answer.isFetching} />
      )}
      <TakeOut repositories={repositories} />
    </main>
  );
}

function Waiting({ going }: { going: boolean }) {
  const { t } = useTranslation("repositories");
  return useSlow(going) ? (
    <p className="pad row dim" role="status">
      {t("asking")}
    </p>
  ) : null;
}

function Empty() {
  const { t } = useTranslation("repositories");
  return (
    <section className="start">
      <h2>{t("empty.title")}</h2>
      <p>{t("empty.about")}</p>
      <Link className="btn main" href={paths.add()}>
        <Plus className="i" aria-hidden />
        <span>{t("addProject", { ns: "common" })}</span>
      </Link>
    </section>
  );
}

interface View {
  filter: string;
  /** Also the branches that have nothing that does not run everywhere. */
  all: boolean;
}

function isView(kept: unknown): kept is View {
  const view = kept as Partial<View> | null;
  return typeof view?.filter === "string" && typeof view.all === "boolean";
}

interface BranchesProps {
  repositories: RepositoryDocument[];
  /** Why they could not be asked for again. */
  lost: ComponentProps<typeof NotRenewed> | null;
}

function Branches({ repositories, lost }: BranchesProps) {
  const { t } = useTranslation("repositories");
  const [, go] = useLocation();
  const rowHeight = useRowHeight();
  const [view, setView] = useRemembered<View>("repositories.view", { filter: "", all: false }, isView);
  // By its key: rows come and go above it.
  const [chosen, setChosen] = useState<string | null>(null);
  const body = useRef<HTMLDivElement>(null);
  const table = useRef<HTMLTableElement>(null);
  const width = useWidth(body);
  const run = useBeginRun();
  useKeys();
  const environments = useMemo(() => environmentsOf(repositories), [repositories]);
  const layout = useMemo(() => layoutFor(width, environments.length), [width, environments]);
  const full = useMemo(() => fullBar(repositories), [repositories]);
  const lines = useMemo(() => {
    const fits = filterOf(view.filter);
    return linesOf(
      repositories,
      // Who looks for something looks for it everywhere.
      fits ?? (view.all ? null : hasWork),
      fits !== null,
    );
  }, [repositories, view]);
  // How often a path led to a branch: it may stand far down.
  const [led, setLed] = useState(0);
  useLedByPath((search) => {
    const [project, branch] = [search.get("project"), search.get("branch")];
    if (project === null || branch === null) return false;
    // It stands among all branches, whether there is work in it or not.
    lookAt({ filter: "", all: true });
    setChosen(keyOfBranch(project, branch));
    setLed((before) => before + 1);
    return true;
  });
  const place = chosen === null ? -1 : lines.findIndex((line) => keyOf(line) === chosen);
  const choose = (index: number | null) => {
    const key = index === null ? null : keyOf(lines[index]);
    if (key !== chosen) run.forget();
    setChosen(key);
  };
  const lookAt = (view: View) => {
    setView(view);
    choose(null);
  };
  const runOf = (index: number) => {
    const line = lines[index];
    if (line?.is === "branch")
      run.begin({ project: line.repository.project, revision: line.branch.name, dirty: false });
  };
  return (
    <>
      <div className={lost ? "tools wrong fail" : "tools"}>
        <FilterField
          value={view.filter}
          onChange={(filter) => lookAt({ ...view, filter })}
          label={t("filter.label")}
          example={t("filter.example")}
          keys={KEYS}
          onLeave={() => table.current?.focus()}
          suggest={(word) => suggestWords(word, KEYS, (key) => valuesOf(repositories, environments, key))}
        />
        <Which repositories={repositories} view={view} onView={lookAt} />
        {lost ? (
          <NotRenewed {...lost} />
        ) : (
          <>
            <span className="grow" />
            <span className="faint sm cut legend">{t("legend")}</span>
          </>
        )}
        <Link className="btn act" href={paths.add()} title={t("addProject", { ns: "common" })}>
          <Plus className="i" aria-hidden />
          <span className="hide-narrow">{t("addProject", { ns: "common" })}</span>
        </Link>
      </div>
      <div className="body" ref={body}>
        <Table
          body={body}
          table={table}
          lines={lines}
          environments={environments}
          layout={layout}
          rowHeight={rowHeight}
          full={full}
          chosen={place}
          led={led}
          onChoose={choose}
          onOpen={(index) => {
            const line = lines[index];
            const last = line?.is === "branch" ? line.branch.last_run : null;
            if (last) go(paths.run(last.project, last.operation));
          }}
          onRun={runOf}
        />
      </div>
      <ActionBar
        line={lines[place]}
        refused={run.refusal?.body ?? null}
        pending={run.isPending}
        onRun={run.begin}
      />
    </>
  );
}

/** Only the branches with work in them, or all. A filter looks in all of them. */
function Which(props: { repositories: RepositoryDocument[]; view: View; onView(view: View): void }) {
  const { repositories, view, onView } = props;
  const { t, i18n } = useTranslation("repositories");
  const number = new Intl.NumberFormat(i18n.language);
  const branches = repositories.flatMap((repository) => repository.branches);
  const counts = [branches.filter(hasWork).length, branches.length] as const;
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset takes the room of its legend.
    <div className="seg" role="group" aria-label={t("which.label")}>
      {([false, true] as const).map((all) => (
        <button
          key={String(all)}
          type="button"
          aria-pressed={view.all === all && view.filter === ""}
          onClick={() => onView({ filter: "", all })}
        >
          {t(all ? "which.all" : "which.work", {
            count: counts[Number(all)],
            number: number.format(counts[Number(all)] ?? 0),
          })}
        </button>
      ))}
    </div>
  );
}

function valuesOf(
  repositories: RepositoryDocument[],
  environments: readonly string[],
  key: (typeof KEYS)[number],
): readonly string[] {
  if (key === "project") return repositories.map(({ project }) => project);
  if (key === "run") return ["failed", "succeeded", "running", "none"];
  if (key !== "author") return environments;
  return [...new Set(repositories.flatMap(({ branches }) => branches.map(({ author }) => author)))];
}

function useKeys() {
  const { t } = useTranslation("repositories");
  useShortcuts(t("screens.repositories", { ns: "common" }), [
    [t("keys.move"), "↑", "↓"],
    [t("keys.open"), "Enter"],
  ]);
}
