// What shows why it did not succeed: facts first, then the last lines with the first error in them.
import { useTranslation } from "react-i18next";
import { useLocation } from "wouter";
import { paths } from "../frame/paths.ts";
import { CopyButton } from "../parts/copy-button.tsx";
import { Findings } from "../parts/findings.tsx";
import { kindOf, leaksIn } from "../parts/leaks.ts";
import { plain } from "../parts/log/ansi.ts";
import type { EvidenceDocument, OperationPage } from "../wire/types.ts";
import { Changed } from "./changed.tsx";
import {
  changesIn,
  type EvidencePart,
  evidenceParts,
  evidenceText,
  withoutFindings,
} from "./evidence-parts.ts";
import { movesOf } from "./moves.ts";
import { useVerdictTitle } from "./verdict-words.ts";

export function EvidenceSection({ page }: { page: OperationPage }) {
  const { t } = useTranslation("drawer");
  const title = useVerdictTitle(page, movesOf(page));
  const said = page.why?.message ?? null;
  const leaks = leaksIn(page.why);
  const parts = evidenceParts(withoutFindings(page.evidence, leaks), said);
  const changes = changesIn(page.evidence);
  const [only] = parts;
  const from = parts.length === 1 && only?.where ? t("evidence.from", { where: only.where }) : null;
  return (
    <>
      {(parts.length > 0 || leaks.length > 0) && (
        <section>
          <div className="row">
            <h3 className="sec grow cut">
              {t("evidence.head")} <span className="faint">{from}</span>
            </h3>
            <CopyButton ghost text={evidenceText(title, said, page.evidence)} word={t("evidence.copy")} />
          </div>
          {leaks.length > 0 && <Findings leaks={leaks} />}
          {parts.map((part) => (
            <Part key={part.where} page={page} part={part} isOnly={parts.length === 1} />
          ))}
        </section>
      )}
      {changes && (page.planned ? <Changed planned={page.planned} /> : <Changes text={changes.text} />)}
    </>
  );
}

function Part(props: { page: OperationPage; part: EvidencePart; isOnly: boolean }) {
  const { part } = props;
  const name = useWhat();
  return (
    <>
      {!props.isOnly && part.where && <p className="strong evidence-of">{part.where}</p>}
      {part.facts.length > 0 && (
        <dl className="kv">
          {part.facts.map((fact) => (
            <div key={`${fact.what} ${fact.text}`}>
              <dt className="cut" title={fact.what}>
                {name(fact.what)}
              </dt>
              <dd>
                <code>{plain(fact.text)}</code>
              </dd>
            </div>
          ))}
        </dl>
      )}
      {part.texts.map((text) => (
        <Text key={`${text.what} ${text.text}`} page={props.page} evidence={text} />
      ))}
    </>
  );
}

function Text({ page, evidence }: { page: OperationPage; evidence: EvidenceDocument }) {
  const { t } = useTranslation("drawer");
  const [, go] = useLocation();
  const name = useWhat();
  const lines = evidence.text.split("\n").map(plain);
  const errors = new Set(evidence.alarms);
  const [first] = evidence.alarms;
  const where = [evidence.service, evidence.place].filter(Boolean).join(", ");
  return (
    <div className="tail whole">
      <div className="lines">
        {lines.map((line, index) => (
          <div
            // biome-ignore lint/suspicious/noArrayIndexKey: lines may be alike, and none moves
            key={index}
            className={errors.has(index) ? `l err ${index === first ? "first" : ""}` : "l"}
          >
            <span>{line}</span>
          </div>
        ))}
      </div>
      <div className="foot">
        <span className="grow cut">
          {[name(evidence.what), where].filter(Boolean).join(t("colon", { ns: "common" }))}
        </span>
        <button
          type="button"
          className="btn sm ghost"
          aria-keyshortcuts="L"
          onClick={() => go(paths.run(page.project, page.operation))}
        >
          {t("fleet.openLog")} <kbd>L</kbd>
        </button>
      </div>
    </div>
  );
}

/** The engine's own comparison, where the plan can no longer be told; its first line numbers the releases. */
function Changes({ text }: { text: string }) {
  const { t } = useTranslation("drawer");
  const [head, ...lines] = text.split("\n");
  return (
    <section>
      <h3 className="sec">
        {t("evidence.differs")} <span className="faint">{head}</span>
      </h3>
      <ul>
        {lines.map((line) => (
          <li className="ln" key={line}>
            <span className="cut" title={line}>
              {line}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}

const KNOWN = [
  "state",
  "instruction",
  "exit code",
  "health check",
  "last lines",
  "difference",
  "problem",
] as const;

/** What a piece of evidence is, in the window's words where they know it. */
export function useWhat(): (what: string) => string {
  const { t } = useTranslation("drawer");
  return (what) => {
    // What a step says of itself goes by the step's id, which says nothing to whoever reads where it comes from.
    const isOfStep = what.includes("/") && kindOf(what) === null;
    const known = isOfStep ? "problem" : KNOWN.find((one) => one === what);
    return known ? t(`evidence.what.${known}`) : what;
  };
}
