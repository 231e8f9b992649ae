// Setting and lifting what keeps an environment from taking anything: a hold, a freeze, a lock.
import { useId, useState } from "react";
import { useTranslation } from "react-i18next";
import { useAct } from "../../host/context.tsx";
import { Question } from "../../parts/dialog.tsx";
import { personName } from "../../parts/person.ts";
import type { Band, Rule } from "../../wire/types.ts";
import { FREEZE_ENDS, type FreezeEnd, freezeEnd } from "./freeze-end.ts";
import type { Where } from "./where.ts";

export type RuleWord = Rule["rule"];

/** What the host says where it is asked for anew: whose lock it is, and that a name has to be typed first. */
const ASKS_AGAIN: ReadonlySet<string> = new Set(["lock_held", "confirmation_needed"]);

/** Those that say why. */
const SETS: ReadonlySet<RuleWord> = new Set(["hold", "freeze", "lock"]);

interface RuleQuestionProps {
  where: Where;
  band: Band;
  rule: RuleWord;
  onClose(): void;
}

export function RuleQuestion({ where, band, rule, onClose }: RuleQuestionProps) {
  const { t } = useTranslation("environment");
  const [reason, setReason] = useState("");
  const [end, setEnd] = useState<FreezeEnd>("open");
  const set = useAct("set_rule");
  const [typed, setTyped] = useState("");
  // Whose lock it is, the host knows: it refuses another person's, and that is asked for anew by their name.
  const force = rule === "unlock" && set.error !== null && ASKS_AGAIN.has(set.error.body.code);
  const isTyped = force && band.protected;
  const confirm = isTyped ? typed.trim() : null;
  const answer = () => {
    if (SETS.has(rule) && reason.trim() === "") return;
    const wanted = asked(rule, reason.trim(), end, { force, confirm });
    set.mutate({ ...where, rule: wanted }, { onSuccess: onClose });
  };
  const said = {
    environment: where.environment,
    by: band.hold && personName(band.hold.by),
    reason: band.hold?.reason,
    owner: band.lock && personName(band.lock.owner),
    message: band.lock?.message,
  };
  return (
    <Question
      title={t(`rule.ask.${rule}.title`, said)}
      about={t(`rule.ask.${rule}.about`, said)}
      verb={force ? t("rule.ask.unlock.force", said) : t(`rule.ask.${rule}.verb`, said)}
      refusal={set.error}
      pending={set.isPending}
      unready={isTyped && confirm !== where.environment}
      onAnswer={answer}
      onClose={onClose}
    >
      {rule === "freeze" && <Ends end={end} onEnd={setEnd} />}
      {SETS.has(rule) && <Reason reason={reason} onReason={setReason} />}
      {isTyped && <Name environment={where.environment} typed={typed} onTyped={setTyped} />}
    </Question>
  );
}

/** How a lock is taken that may be another person's. */
interface Taking {
  force: boolean;
  confirm: string | null;
}

function asked(rule: RuleWord, reason: string, end: FreezeEnd, taking: Taking): Rule {
  switch (rule) {
    case "hold":
      return { rule, reason };
    case "freeze":
      return { rule, reason, until: freezeEnd(end, new Date()) };
    case "lock":
      return { rule, message: reason };
    case "unlock":
      return { rule, ...taking };
    default:
      return { rule };
  }
}

function Reason({ reason, onReason }: { reason: string; onReason(reason: string): void }) {
  const { t } = useTranslation("environment");
  const [field, say] = [useId(), useId()];
  return (
    <div className="f">
      <label htmlFor={field}>{t("rule.reason")}</label>
      <input
        id={field}
        className="field"
        value={reason}
        required
        aria-describedby={say}
        // biome-ignore lint/a11y/noAutofocus: it is what the dialog was opened for.
        autoFocus
        autoComplete="off"
        onChange={(event) => onReason(event.target.value)}
      />
      <p className="say" id={say}>
        {t("rule.reasonSay")}
      </p>
    </div>
  );
}

/** A protected environment is confirmed by its name. */
function Name(props: { environment: string; typed: string; onTyped(typed: string): void }) {
  const { t } = useTranslation("environment");
  const field = useId();
  return (
    <div className="f">
      <label htmlFor={field}>{t("rule.confirm", { environment: props.environment })}</label>
      <input
        id={field}
        className="field mono"
        value={props.typed}
        // biome-ignore lint/a11y/noAutofocus: it is what has to be done next.
        autoFocus
        autoComplete="off"
        spellCheck={false}
        onChange={(event) => props.onTyped(event.target.value)}
      />
    </div>
  );
}

function Ends({ end, onEnd }: { end: FreezeEnd; onEnd(end: FreezeEnd): void }) {
  const { t } = useTranslation("environment");
  const field = useId();
  return (
    <div className="f">
      <label htmlFor={field}>{t("rule.until")}</label>
      <select
        id={field}
        className="field"
        value={end}
        onChange={(event) => onEnd(event.target.value as FreezeEnd)}
      >
        {FREEZE_ENDS.map((one) => (
          <option key={one} value={one}>
            {t(`rule.ends.${one}`)}
          </option>
        ))}
      </select>
    </div>
  );
}
