// A run: how it stands, its jobs, what each did and how long, and its log.
import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { useLocation, useParams, useSearch } from "wouter";
import { paths } from "../../frame/paths.ts";
import { TopBar } from "../../frame/top-bar.tsx";
import { useAnswer } from "../../host/context.tsx";
import { useStepName } from "../../parts/doing.ts";
import type { LinePlace } from "../../parts/log/line.ts";
import { NotDone } from "../../parts/not-done.tsx";
import { NotRenewed } from "../../parts/not-renewed.tsx";
import { ProblemAgain } from "../../parts/problem.tsx";
import { useSlow } from "../../parts/slow.ts";
import { useStepWords } from "../../parts/step-words.ts";
import { useNow } from "../../parts/time.tsx";
import type { OperationPage } from "../../wire/types.ts";
import { useRunActs } from "./actions.tsx";
import { Graph } from "./graph.tsx";
import { Head, Title } from "./head.tsx";
import { foremost, nodesOf, type Part } from "./nodes.ts";
import { NodeLog } from "./run-log.tsx";
import { searchOf, shownIn } from "./sections.ts";
import { Steps } from "./steps.tsx";
import { useRunLog } from "./use-run-log.ts";

export function Run() {
  const { t } = useTranslation("runs");
  const { project = "", operation = "" } = useParams();
  const answer = useAnswer("operation", { project, operation });
  // What stays while another run is asked for is that other run.
  const page = answer.data && isOf(answer.data, project, operation) ? answer.data : undefined;
  const isSlow = useSlow(answer.isFetching && !page);
  if (page)
    return (
      <Whole
        page={page}
        problem={answer.error?.body ?? null}
        again={() => void answer.refetch()}
        at={answer.dataUpdatedAt}
        key={page.operation}
      />
    );
  return (
    <main className="content">
      <TopBar title={<Title number={null} project={project} />} />
      {answer.error && !answer.isFetching && (
        <ProblemAgain problem={answer.error.body} again={() => void answer.refetch()} />
      )}
      {!answer.error && (
        <p className="run-asking faint" role="status">
          {isSlow && t("loading", { ns: "common", what: t("thisRun") })}
        </p>
      )}
    </main>
  );
}

function isOf(page: OperationPage, project: string, operation: string): boolean {
  return page.project === project && page.operation.startsWith(operation);
}

interface WholeProps {
  page: OperationPage;
  /** Why what is shown could not be asked for again. */
  problem: OperationPage["why"];
  again(): void;
  /** When it was asked for. */
  at: number;
}

function Whole({ page, problem, again, at }: WholeProps) {
  const { t } = useTranslation("runs");
  const now = useTicking(page.busy);
  const acts = useRunActs(page);
  const nameOf = useStepName();
  const nodes = useMemo(() => nodesOf(page, nameOf), [page, nameOf]);
  const words = useStepWords(page.operation, page.steps);
  const log = useRunLog(page.project, page.operation);
  const { shown, opened, show } = useShown(page.project, page.operation);
  // The one that is in front changes as the run goes on, until someone chooses.
  const node = nodes.find(({ id }) => id === shown.node) ?? foremost(nodes);
  const [goTo, setGoTo] = useState<{ section: string } | null>(null);
  const current =
    goTo?.section ??
    node?.parts.find(({ state }) => state === node.state && state !== "succeeded")?.id ??
    null;
  const address = useCallback(
    (place: LinePlace) =>
      `#${paths.run(page.project, page.operation)}${searchOf({ node: node?.id ?? null, line: place })}`,
    [page.project, page.operation, node?.id],
  );
  const chosen = useCallback((line: LinePlace) => show({ node: node?.id ?? null, line }), [show, node?.id]);
  const select = (id: string) => {
    setGoTo(null);
    show({ node: id, line: null }, true);
  };
  // Whoever reads a log keeps it when the run goes on to the next job.
  const stay = () => {
    if (shown.node === null && node) show({ node: node.id, line: null });
  };
  return (
    <main className="content">
      <Head
        page={page}
        nodes={nodes}
        now={now}
        acts={acts}
        wrong={
          acts.refusal ? (
            <NotDone problem={acts.refusal.body} close={acts.forget} />
          ) : (
            problem && <NotRenewed problem={problem} known={at} again={again} />
          )
        }
      />
      {nodes.length > 0 && (
        <Graph
          nodes={nodes}
          words={words}
          selected={node?.id ?? null}
          now={now}
          isOpen={page.verdict === null}
          select={select}
        />
      )}
      {node ? (
        // biome-ignore lint/a11y/noStaticElementInteractions: it only notices that what is in it is used.
        <div className="split" onWheel={stay} onPointerDown={stay} onKeyDown={stay}>
          <Steps
            node={node}
            page={page}
            now={now}
            current={current}
            open={(part: Part) => setGoTo({ section: part.id })}
          />
          <NodeLog
            key={`${node.id}\n${opened}`}
            node={node}
            operation={page.operation}
            log={log}
            start={shown.line}
            goTo={goTo}
            address={address}
            chosen={chosen}
          />
        </div>
      ) : (
        <p className="run-asking faint">{t("nothingPlanned")}</p>
      )}
    </main>
  );
}

/** What the address shows. `opened` is another one when the address was changed by someone else than this screen. */
function useShown(project: string, operation: string) {
  const search = useSearch();
  const [, go] = useLocation();
  const own = useRef(search);
  const [opened, setOpened] = useState(search);
  useEffect(() => {
    if (search === own.current) return;
    own.current = search;
    setOpened(search);
  }, [search]);
  const show = useCallback(
    (shown: ReturnType<typeof shownIn>, opens = false) => {
      const query = searchOf(shown);
      own.current = query.slice(1);
      if (opens) setOpened(own.current);
      go(`${paths.run(project, operation)}${query}`, { replace: true });
    },
    [go, project, operation],
  );
  return { shown: useMemo(() => shownIn(search), [search]), opened, show };
}

/** The time of day; each second while something goes on. */
function useTicking(isBusy: boolean): number {
  return useNow(isBusy ? 1000 : 60_000);
}
