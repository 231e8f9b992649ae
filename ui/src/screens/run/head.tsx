// The lines above a run: which it is, how it stands, what it is made of, what may be done.
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { TopBar } from "../../frame/top-bar.tsx";
import { Glyph } from "../../parts/glyph.tsx";
import { Hash } from "../../parts/hash.tsx";
import { versionsText } from "../../parts/operation.ts";
import { personName } from "../../parts/person.ts";
import { useSpans } from "../../parts/time.tsx";
import { Left } from "../../parts/time-left.tsx";
import { When } from "../../parts/when.tsx";
import type { OperationPage } from "../../wire/types.ts";
import { RunActions, type RunActs } from "./actions.tsx";
import { headlineOf } from "./headline.ts";
import type { Node } from "./nodes.ts";

interface HeadProps {
  page: OperationPage;
  nodes: Node[];
  now: number;
  acts: RunActs;
  /** What was not done, or why it could not be asked for again, instead of how it stands. */
  wrong: ReactNode;
}

export function Title({ number, project }: { number: number | null; project: string }) {
  return (
    <>
      {number !== null && <span className="mono run-number">#{number} </span>}
      {project}
    </>
  );
}

export function Head({ page, nodes, now, acts, wrong }: HeadProps) {
  const { t } = useTranslation("runs");
  const versions = versionsText(page.versions, ", ");
  return (
    <>
      <TopBar
        title={<Title number={page.number} project={page.project} />}
        beside={wrong ?? <Standing page={page} nodes={nodes} now={now} />}
      />
      <div className="runhead">
        {page.commit && <Hash hash={page.commit} what={t("commit")} />}
        <span className="subject cut" title={page.subject ?? undefined}>
          {page.subject ?? t("noCommit")}
        </span>
        <span className="faint nowrap">
          {[personName(page.actor), page.branch].filter(Boolean).join(t("comma"))}
          <span className="hide-narrow">
            {t("comma")}
            {t("started")} <When at={page.started_at} />
          </span>
        </span>
        {versions !== "" && (
          <span className="mono faint cut hide-narrow" title={versions}>
            {versions}
          </span>
        )}
        <span className="grow" />
        {page.elsewhere && page.busy && <span className="faint nowrap hide-narrow">{t("elsewhere")}</span>}
        <RunActions page={page} acts={acts} />
      </div>
    </>
  );
}

function Standing({ page, nodes, now }: Omit<HeadProps, "acts" | "wrong">) {
  const { t, i18n } = useTranslation("runs");
  const spans = useSpans();
  const { look, word, failed, running, done, of } = headlineOf(page, nodes);
  const millis = page.busy ? Math.max(page.millis, now - Date.parse(page.started_at)) : page.millis;
  const names = new Intl.ListFormat(i18n.language, { type: "conjunction" }).format(failed.slice(0, 3));
  const duration = spans.long(millis);
  const more = page.busy
    ? failed.length > 0
      ? t("standing.stillRunning", { count: running, duration })
      : t("standing.soFar", { done, of, duration })
    : t(page.waits ? "standing.began" : "standing.took", { duration });
  return (
    <span className={`row standing ${look.family}`} aria-live="polite">
      <Glyph shape={look.shape} />
      <span className="word strong nowrap">
        {t(`standing.${word}`, { count: failed.length, jobs: names })}
      </span>
      {/* Told each second: not read out. */}
      <span className="dim cut" aria-hidden>
        {more}
        {page.busy && page.left && failed.length === 0 && (
          <>
            {t("comma")}
            <Left left={page.left} />
          </>
        )}
      </span>
    </span>
  );
}
