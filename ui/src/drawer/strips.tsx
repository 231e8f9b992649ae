// What stands in the way of a plan, and what to look at first: a strip each, right under the headline.
import { type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";
import { Glyph } from "../parts/glyph.tsx";
import { short } from "../parts/hash.tsx";
import { isEngines, useProblemWords, useToldAs } from "../parts/problem-words.ts";
import { Sentence } from "../parts/sentence.tsx";
import type { Look } from "../parts/states.ts";
import type { Code, ErrorBody, PlanPage } from "../wire/types.ts";
import { useCautionWords } from "./caution-words.ts";
import type { PlanPart } from "./differences.ts";
import { useGateSaid, useGateWords } from "./gate-words.ts";
import { useGateNames } from "./gates.tsx";
import { useNames } from "./names.ts";

/** More warnings than so many are folded. */
const WARNINGS = 3;

const DOUBT: Look = { shape: "differs", family: "doubt" };
const WAITS: Look = { shape: "waiting", family: "wait" };
const REFUSED: Look = { shape: "failed", family: "fail" };

/** A rule that somebody set is no failure. */
const RULES: Partial<Record<Code, Look>> = {
  held: { shape: "held", family: "rule" },
  frozen: { shape: "frozen", family: "rule" },
  lock_held: { shape: "locked", family: "rule" },
  operation_busy: { shape: "moving", family: "move" },
  approval_wanted: WAITS,
  host_unreachable: { shape: "unknown", family: "doubt" },
};

export function Strip({ look, children }: { look: Look; children: ReactNode }) {
  return (
    <li className={`strip ${look.family}`}>
      <Glyph shape={look.shape} />
      <span className="word">{children}</span>
    </li>
  );
}

export function Strips({ plan, hotfix }: { plan: PlanPage; hotfix: string | null }) {
  const { t, i18n } = useTranslation("drawer");
  const gateName = useGateNames();
  const gateWords = useGateWords(plan.environment, plan.gates_why);
  const cautionWords = useCautionWords(plan.cautions);
  const told = useToldAs();
  const [all, setAll] = useState(false);
  const waiting = plan.gates.filter(({ state }) => state === "waiting");
  // The plan of a hotfix says itself what it skips and why; it is told once, and never folded.
  const skips = plan.warnings.find((warning) => plan.cautions[warning]?.is === "hotfix");
  const warnings = plan.warnings.filter((warning) => warning !== skips);
  const shown = all ? warnings : warnings.slice(0, WARNINGS);
  const rest = warnings.length - shown.length;
  const unseen = plan.places.filter(({ problem }) => problem !== null);
  const refused = useGateSaid(plan, plan.gates_why)(plan.refused?.message);
  if (!plan.refused && waiting.length + plan.warnings.length + unseen.length === 0 && !hotfix) return null;
  return (
    <ul className="strips">
      {plan.refused && (
        <Strip look={RULES[plan.refused.code] ?? REFUSED}>
          {refused === null ? <Refused why={plan.refused} /> : <Sentence text={refused} begins />}
        </Strip>
      )}
      {waiting.map((gate) => (
        <Strip key={gate.name} look={WAITS}>
          {t("strip.notYet")}
          {!isEngines(i18n.language) && `${gateName(gate.name)}${t("names.semicolon")}`}
          <Sentence text={gateWords(gate) ?? gate.name} />
        </Strip>
      ))}
      {(skips || hotfix) && (
        <Strip look={DOUBT}>
          {skips ? <Sentence text={cautionWords(skips)} begins /> : t("strip.hotfix", { why: hotfix })}
        </Strip>
      )}
      {unseen.map(({ name, problem, problem_code }) => (
        <Strip key={name} look={{ shape: "unknown", family: "doubt" }}>
          {t("strip.place", { place: name, why: problem && told(problem, problem_code) })}
        </Strip>
      ))}
      {shown.map((warning) => (
        <Strip key={warning} look={DOUBT}>
          <Sentence text={cautionWords(warning)} begins />
        </Strip>
      ))}
      {rest > 0 && (
        <li className="strip doubt">
          <button type="button" className="btn sm ghost" onClick={() => setAll(true)}>
            {t("strip.more", { count: rest })}
          </button>
        </li>
      )}
    </ul>
  );
}

/** Why it cannot be carried out. */
function Refused({ why }: { why: ErrorBody }) {
  const { t } = useTranslation("drawer");
  const { title, message } = useProblemWords(why);
  return (
    <>
      {title && `${title}${t("colon", { ns: "common" })}`}
      <Sentence text={message} begins={title === null} />
    </>
  );
}

/** That the plan is another one by now, and in what. */
export function OutOfDate({ hash, parts }: { hash: string; parts: PlanPart[] }) {
  const { t } = useTranslation("drawer");
  const names = useNames();
  const differing = names(
    parts.map((part) => t(`part.${part}`)),
    parts.length,
  );
  return (
    <ul className="strips" role="alert">
      <Strip look={DOUBT}>
        {t("strip.outOfDate", { hash: short(hash) })}
        {t("names.space")}
        {parts.length === 0
          ? t("strip.sameParts")
          : t("strip.differs", { parts: differing, count: parts.length })}
      </Strip>
    </ul>
  );
}
