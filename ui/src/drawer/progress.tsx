// The second phase: how far it is, how long it will take and who says so, host by host.
import { Undo2 } from "lucide-react";
import { useTranslation } from "react-i18next";
import { doing, useDoing } from "../parts/doing.ts";
import { useNow, useSpans } from "../parts/time.tsx";
import { useSecondsLeft } from "../parts/time-left.tsx";
import type { OperationPage, TimeLeft } from "../wire/types.ts";
import { Began } from "./began.tsx";
import { Fleet } from "./fleet.tsx";
import { Jobs } from "./jobs.tsx";
import { beforeName, type Move } from "./moves.ts";
import { Planned } from "./planned.tsx";
import { undoing } from "./standing.ts";
import { Versions } from "./versions.tsx";

export interface PhaseProps {
  page: OperationPage;
  moves: Move[];
  words: ReadonlyMap<string, string>;
}

export function Progress({ page, moves, words }: PhaseProps) {
  return (
    <>
      <Headline page={page} moves={moves} words={words} />
      <Bar page={page} />
      <Fleet page={page} moves={moves} words={words} ended={false} />
      <Jobs page={page} />
      <Undo page={page} moves={moves} />
      <Planned page={page} />
      <Began page={page} />
    </>
  );
}

function Headline({ page, moves, words }: PhaseProps) {
  const { t } = useTranslation("drawer");
  const { places } = page;
  const now = useDoingNow(page, words);
  const running = places.flatMap(({ state }, index) => (state === "running" ? [index + 1] : []));
  const [number] = running;
  const done = places.filter(({ state }) => state === "succeeded").length;
  const count = places.length;
  const far =
    running.length === 1 ? t("progress.host", { number, count }) : t("progress.hosts", { done, count });
  return (
    <div className="headline">
      <p className="big">
        <Versions moves={moves} />
        {count > 0 && <span className="tail-words">{t("names.after", { text: far })}</span>}
      </p>
      <p className={now.isOwn ? "dim doing-now own" : "dim doing-now"}>{now.text}</p>
    </div>
  );
}

interface DoingNow {
  text: string;
  /** It begins with the window's own words, and not with a name. */
  isOwn: boolean;
}

/** What is done now, in a line: the place, the step and its newest word. */
function useDoingNow({ steps }: OperationPage, words: ReadonlyMap<string, string>): DoingNow {
  const { t } = useTranslation("drawer");
  const wordsOf = useDoing();
  const step =
    steps.find(({ state }) => state === "running") ?? steps.find(({ state }) => state === "waiting");
  if (!step) return { text: t("progress.begins"), isOwn: true };
  const told = words.get(step.step);
  const parts = [step.place ?? "", wordsOf(step), told ?? ""].filter(Boolean);
  const isOwn = !step.place && doing(step) !== null;
  return { text: parts.join(t("colon", { ns: "common" })), isOwn };
}

function Bar({ page }: { page: OperationPage }) {
  const { t } = useTranslation("drawer");
  const { long } = useSpans();
  const now = useNow(1000);
  const percent = page.of === 0 ? 0 : Math.round((100 * page.done) / page.of);
  return (
    <div className="prog move">
      <div
        className="bar"
        role="progressbar"
        aria-label={t("progress.bar")}
        aria-valuenow={percent}
        aria-valuemin={0}
        aria-valuemax={100}
      >
        <i style={{ width: `${percent}%` }} />
      </div>
      <div className="row">
        <span className="pc">{percent} %</span>
        {page.left && <Left left={page.left} />}
        <span className="grow" />
        <span className="dim">
          {t("progress.soFar", { duration: long(whole(now - Date.parse(page.started_at))) })}
        </span>
      </div>
      <p className="faint sm source">
        {page.left ? t("progress.source", { count: page.left.of }) : t("progress.noSource")}
      </p>
    </div>
  );
}

/** Without the fraction of a second, which nobody needs of what ticks. */
function whole(millis: number): number {
  return Math.max(1000, Math.floor(millis / 1000) * 1000);
}

function Left({ left }: { left: TimeLeft }) {
  const { t } = useTranslation("drawer");
  const { long } = useSpans();
  const seconds = useSecondsLeft(left);
  return (
    <span className="dim">
      {seconds > 0 ? t("progress.left", { duration: long(seconds * 1000) }) : t("progress.longer")}
    </span>
  );
}

function Undo({ page, moves }: { page: OperationPage; moves: Move[] }) {
  const { t } = useTranslation("drawer");
  const how = undoing(page);
  if (!how) return null;
  const before = beforeName(moves);
  return (
    <section>
      <div className="note">
        <Undo2 className="i" aria-hidden />
        <p>
          <span className="strong">
            {before ? t("progress.undoTo", { version: before }) : t("progress.undo")}
          </span>
          <span className="dim">{t(how === "asks" ? "progress.undoAsked" : "progress.undoBy")}</span>
        </p>
      </div>
    </section>
  );
}
