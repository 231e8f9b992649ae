// The board: what runs where, what is next, and what needs a person.
import { useEffect, useMemo, useRef } from "react";
import { useTranslation } from "react-i18next";
import { useSearchParams } from "wouter";
import { useArrival } from "../../frame/hash-location.ts";
import { TopBar } from "../../frame/top-bar.tsx";
import { useUnderWay } from "../../frame/under-way.ts";
import { useAnswer } from "../../host/context.tsx";
import type { Refusal } from "../../host/host.ts";
import { Glyph } from "../../parts/glyph.tsx";
import { NotDone } from "../../parts/not-done.tsx";
import { ProblemAgain } from "../../parts/problem.tsx";
import { useSlow } from "../../parts/slow.ts";
import { useWidth } from "../../parts/width.ts";
import type { BoardDocument } from "../../wire/types.ts";
import { ActsProvider, useActs } from "./acts.tsx";
import { awayOf } from "./away.ts";
import { AwayLine, AwayWaits } from "./away-line.tsx";
import { FirstStart } from "./first-start.tsx";
import { areNarrow, foldsOf } from "./folds.ts";
import { mainButton } from "./main-button.ts";
import { Matrix } from "./matrix.tsx";
import { Needs } from "./needs.tsx";
import { usePlanning } from "./planning.ts";
import { idOf } from "./project-rows.tsx";
import { spotsOf } from "./spots.ts";
import { useRoving } from "./use-roving.ts";

export function Board() {
  const { t } = useTranslation();
  const board = useAnswer("board", {});
  const away = useMemo(() => board.data && awayOf(board.data.projects), [board.data]);
  return (
    <main className="content">
      <TopBar title={t("screens.board")} beside={away && <AwayLine away={away} />}>
        <Running />
      </TopBar>
      {board.data ? (
        <ActsProvider>
          <Shown board={board.data} refusal={board.error} />
        </ActsProvider>
      ) : (
        <NotYet refusal={board.error} again={() => void board.refetch()} />
      )}
    </main>
  );
}

/** How many operations are executed now. */
function Running() {
  const { t } = useTranslation();
  const count = useUnderWay().length;
  if (count === 0) return null;
  return (
    <span className="row move running">
      <Glyph shape="moving" />
      <span className="dim nowrap">{t("status.running", { count })}</span>
    </span>
  );
}

/** Before the first answer, or without any. */
function NotYet({ refusal, again }: { refusal: Refusal | null; again(): void }) {
  const { t } = useTranslation("board");
  const slow = useSlow(!refusal);
  if (!refusal) {
    return (
      <div className="needs" role="status">
        {slow && <span className="faint sm">{t("asking")}</span>}
      </div>
    );
  }
  return <ProblemAgain problem={refusal.body} again={again} />;
}

function Shown({ board, refusal }: { board: BoardDocument; refusal: Refusal | null }) {
  return board.projects.length === 0 ? <FirstStart /> : <Filled board={board} refusal={refusal} />;
}

function Filled({ board, refusal }: { board: BoardDocument; refusal: Refusal | null }) {
  const acts = useActs();
  const planning = usePlanning(board.projects);
  const body = useRef<HTMLDivElement>(null);
  const width = useWidth(body);
  const folds = useMemo(() => foldsOf(board.columns, planning, width), [board.columns, planning, width]);
  const spots = useMemo(() => spotsOf(board.columns, board.projects), [board.columns, board.projects]);
  const main = useMemo(() => mainButton(board), [board]);
  const away = useMemo(() => awayOf(board.projects), [board.projects]);
  // What does not answer is said once, in the bar above.
  const needs = useMemo(() => board.needs.filter(({ state }) => state !== "unreachable"), [board.needs]);
  const roving = useRoving(spots, body);
  const wanted = useSearchParams()[0].get("project");
  const arrival = useArrival();
  // biome-ignore lint/correctness/useExhaustiveDependencies: what leads there again scrolls there again.
  useEffect(() => {
    if (wanted) document.getElementById(idOf(wanted))?.scrollIntoView({ block: "start" });
  }, [wanted, arrival]);
  const problem = acts.refusal ?? refusal;
  return (
    <>
      {problem ? (
        <NotDone
          problem={problem.body}
          className="needs refused"
          {...(acts.refusal && { close: acts.forget })}
        />
      ) : (
        <Needs needs={needs} onSpot={roving.go}>
          {away && <AwayWaits away={away} />}
        </Needs>
      )}
      <span className="sr" role="status">
        {acts.done}
      </span>
      <div className="body" ref={body}>
        <Matrix
          board={board}
          planning={planning}
          folds={folds}
          narrow={!planning && areNarrow(board.columns.length, width)}
          roving={roving}
          main={main}
          wanted={wanted}
        />
      </div>
    </>
  );
}
