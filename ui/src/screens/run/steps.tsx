// What a job did, command by command, on one scale; and why it failed.
import { useTranslation } from "react-i18next";
import { useWhat } from "../../drawer/evidence.tsx";
import { withoutFindings } from "../../drawer/evidence-parts.ts";
import { CopyButton } from "../../parts/copy-button.tsx";
import { Findings } from "../../parts/findings.tsx";
import { Glyph } from "../../parts/glyph.tsx";
import { leaksIn } from "../../parts/leaks.ts";
import { useProblemWords } from "../../parts/problem-words.ts";
import { Sentence } from "../../parts/sentence.tsx";
import { STEP } from "../../parts/states.ts";
import { useNow, useSpans } from "../../parts/time.tsx";
import type { ErrorBody, EvidenceDocument, OperationPage } from "../../wire/types.ts";
import { barsOf, nodeSpan, spanOf } from "./bars.ts";
import type { Node, Part } from "./nodes.ts";

interface StepsProps {
  node: Node;
  page: OperationPage;
  now: number;
  /** The part that the log was opened at. */
  current: string | null;
  open(part: Part): void;
}

export function Steps({ node, page, now, current, open }: StepsProps) {
  const { t } = useTranslation("runs");
  const spans = useSpans();
  const bars = barsOf(node, now);
  const span = nodeSpan(node, now);
  return (
    <section className="run-steps" aria-label={t("stepsOf", { job: node.name })}>
      <div className="sec">
        <h2 className="cut">{node.name}</h2>
        <span className="faint sm nowrap">
          {node.parts.length > 0 && t("steps", { count: node.parts.length })}
        </span>
        <span className="grow" />
        <span className="faint sm num nowrap">{span !== null && spans.long(span)}</span>
      </div>
      {node.parts.map((part, index) => {
        const bar = bars[index];
        return (
          <button
            key={part.id}
            type="button"
            className={`step ${STEP[part.state].family}${part.id === current ? " on" : ""}`}
            aria-current={part.id === current || undefined}
            onClick={() => open(part)}
          >
            <Glyph shape={STEP[part.state].shape} name={t(`state.${part.state}`, { ns: "common" })} />
            <span className="cut grow" title={part.name}>
              {part.name}
            </span>
            <span className="gbar">
              {bar && (
                <i
                  className={STEP[part.state].family}
                  style={{ left: `${bar.left}%`, width: `${bar.width}%` }}
                />
              )}
            </span>
            <span className="num sm dim">
              <Took part={part} now={now} />
            </span>
          </button>
        );
      })}
      <Why node={node} page={page} />
    </section>
  );
}

/** How long a part took, or why that cannot be told. */
function Took({ part, now }: { part: Part; now: number }) {
  const { t } = useTranslation("runs");
  const spans = useSpans();
  const span = spanOf(part, now);
  if (part.state === "skipped") return t("skipped");
  return span === null ? null : spans.long(span);
}

/** The same where nothing else tells the time: each second while the part goes on. */
export function TookSoFar({ part }: { part: Part }) {
  const now = useNow(part.state === "running" ? 1000 : 600_000);
  return <Took part={part} now={now} />;
}

/** A sentence that ends with "exit code 1" needs no line that says so. */
function isSaid(message: string, { what, text }: EvidenceDocument): boolean {
  return message.includes(`${what} ${text}`);
}

function Why({ node, page }: { node: Node; page: OperationPage }) {
  const { why } = page;
  if (!why || page.verdict === "succeeded") return null;
  return <Because node={node} page={page} why={why} />;
}

interface BecauseProps {
  node: Node;
  page: OperationPage;
  why: ErrorBody;
}

/** What the engine says of it, with its evidence to take along. */
function Because({ node, page, why }: BecauseProps) {
  const { t } = useTranslation("runs");
  const what = useWhat();
  const said = useProblemWords(why);
  const leaks = leaksIn(why);
  const { evidence } = page;
  const title = page.waits
    ? t("whyWaits")
    : node.state === "failed" || page.verdict === "failed"
      ? t("whyFailed")
      : t("why");
  const text = [
    said.whole,
    ...evidence.map(({ place, what, text }) => `${[place, what].filter(Boolean).join(", ")}:\n${text}`),
  ]
    .filter(Boolean)
    .join("\n\n");
  return (
    <div className="run-why">
      <h2 className="strong">{title}</h2>
      <p>
        {said.title !== null && `${said.title}${t("colon", { ns: "common" })}`}
        <Sentence text={said.message} begins={said.title === null} />
      </p>
      {said.hint !== null && (
        <p className="dim">
          <Sentence text={said.hint} />
        </p>
      )}
      {leaks.length > 0 && <Findings leaks={leaks} />}
      <dl>
        {withoutFindings(evidence, leaks)
          .filter((one) => one.text.length < 80 && !one.text.includes("\n") && !isSaid(why.message, one))
          .map((one) => (
            <div key={`${one.place} ${one.what} ${one.text}`}>
              <dt className="faint">{what(one.what)}</dt>
              <dd className="mono">{one.text}</dd>
            </div>
          ))}
      </dl>
      <div className="row">
        <CopyButton text={text} word={t("copyEvidence")} />
        <code className="faint" title={said.about}>
          {why.code}
        </code>
      </div>
    </div>
  );
}
