// The third phase: what happened, why, what Slipway did, and always what runs now.
import { Play } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Glyph } from "../parts/glyph.tsx";
import { useProblemWords } from "../parts/problem-words.ts";
import { Sentence } from "../parts/sentence.tsx";
import { useSpans } from "../parts/time.tsx";
import type { ErrorBody, OperationPage } from "../wire/types.ts";
import { Began } from "./began.tsx";
import { EvidenceSection } from "./evidence.tsx";
import { Fleet } from "./fleet.tsx";
import { useGateSaid } from "./gate-words.ts";
import { Jobs } from "./jobs.tsx";
import { beforeName, type Move } from "./moves.ts";
import { Planned } from "./planned.tsx";
import type { PhaseProps } from "./progress.tsx";
import { RunsLine } from "./runs-line.tsx";
import { isCalm, isReady, lookOf, verdictOf } from "./standing.ts";
import { useVerdictTitle } from "./verdict-words.ts";

export function Verdict({ page, moves, words }: PhaseProps) {
  const { t } = useTranslation();
  const { shape, family } = lookOf(page);
  const verdict = verdictOf(page);
  const isUntouched = verdict === "waiting" && !page.asks;
  return (
    <>
      <div className={`verdict ${family} ${isCalm(page) ? "calm" : ""}`} role="status">
        <Glyph shape={shape} name={t(`state.${verdict}`)} />
        <p className="big">{useVerdictTitle(page, moves)}</p>
        <span />
        <Why page={page} moves={moves} />
        <RunsLine page={page} moves={moves} />
      </div>
      {!isUntouched && <Fleet page={page} moves={moves} words={words} ended />}
      <Jobs page={page} />
      <EvidenceSection page={page} />
      <Resuming page={page} />
      <Planned page={page} open={isUntouched} />
      <Began page={page} />
    </>
  );
}

/** What comes of it as soon as somebody carries it on. */
function Ready({ page }: { page: OperationPage }) {
  const { t } = useTranslation("drawer");
  const { why } = page;
  if (!why) return <p>{t("verdict.readyNote")}</p>;
  return (
    <div className="verdict-why">
      <WhatHappened page={page} why={why} />
      <p>{t("verdict.deniedNote")}</p>
    </div>
  );
}

/** Why it is so, what Slipway did about it, and what helps. */
function Why({ page, moves }: { page: OperationPage; moves: Move[] }) {
  const { t } = useTranslation("drawer");
  const { long } = useSpans();
  const { places } = page;
  const verdict = verdictOf(page);
  if (isReady(page)) return <Ready page={page} />;
  if (verdict === "succeeded") {
    const duration = long(page.millis);
    return (
      <p className="dim">
        {places.length > 0
          ? t("verdict.took", { duration, count: places.length })
          : t("verdict.tookAlone", { duration })}
      </p>
    );
  }
  return <Because page={page} moves={moves} />;
}

function Because({ page, moves }: { page: OperationPage; moves: Move[] }) {
  const { t } = useTranslation("drawer");
  const { why } = page;
  const verdict = verdictOf(page);
  const before = beforeName(moves);
  const putBack = before ? t("verdict.putBack", { version: before }) : t("verdict.putBackAll");
  return (
    <div className="verdict-why">
      {why && <WhatHappened page={page} why={why} />}
      {verdict === "rolled_back" && <p>{putBack}</p>}
      {why && verdict !== "waiting" && <WhatHelps why={why} />}
    </div>
  );
}

/** What a gate said of it, in the window's words. */
function useSaidByGate({ planned, environment, gates_why, why }: OperationPage): string | null {
  const asked = { environment: environment ?? "", gates: planned?.gates ?? [] };
  return useGateSaid(asked, gates_why)(why?.message);
}

function WhatHappened({ page, why }: { page: OperationPage; why: ErrorBody }) {
  const { title, message } = useProblemWords(why);
  const said = useSaidByGate(page);
  if (said !== null) {
    return (
      <p>
        <Sentence text={said} begins />
      </p>
    );
  }
  return (
    <>
      {title && <p className="strong">{title}</p>}
      <p>
        <Sentence text={message} begins />
      </p>
    </>
  );
}

function WhatHelps({ why }: { why: ErrorBody }) {
  const { about, hint } = useProblemWords(why);
  return (
    <>
      {hint && (
        <p className="dim">
          <Sentence text={hint} />
        </p>
      )}
      <code className="faint sm" title={about}>
        {why.code}
      </code>
    </>
  );
}

function Resuming({ page }: { page: OperationPage }) {
  const { t } = useTranslation("drawer");
  const resumes = page.actions.some(({ verb, blocked }) => verb === "resume" && !blocked);
  if (!resumes || verdictOf(page) !== "unknown") return null;
  return (
    <section>
      <div className="note">
        <Play className="i" aria-hidden />
        <p>
          <span className="strong">{t("verdict.resumeHead")}</span>
          <span className="dim">{t("verdict.resumeNote")}</span>
        </p>
      </div>
    </section>
  );
}
