// What somebody set by hand: lock, hold, freeze. Each says who and why, and how it ends.
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { closedUp } from "../../parts/closed-up.ts";
import { personName } from "../../parts/person.ts";
import { Ago, exact, useTold } from "../../parts/time.tsx";
import { When, whenText } from "../../parts/when.tsx";
import type { Band, FreezeDocument, HoldDocument, LockDocument } from "../../wire/types.ts";
import { Section } from "./fact-section.tsx";
import type { RuleWord } from "./rule-question.tsx";

interface HandProps {
  band: Pick<Band, "lock" | "hold" | "freeze">;
  onRule(rule: RuleWord): void;
}

export function Hand({ band: { lock, hold, freeze }, onRule }: HandProps) {
  return (
    <>
      {lock && <Locked lock={lock} onLift={() => onRule("unlock")} />}
      {hold && <Held hold={hold} onLift={() => onRule("unhold")} />}
      {freeze && <Frozen freeze={freeze} onLift={() => onRule("unfreeze")} />}
    </>
  );
}

/** Stands for an element in a sentence. */
const HERE = "\0";

/** A sentence with an element in it. */
function Around({ sentence, children }: { sentence: string; children: ReactNode }) {
  const at = sentence.indexOf(HERE);
  return (
    <>
      {sentence.slice(0, at)}
      {children}
      {sentence.slice(at + HERE.length)}
    </>
  );
}

function Locked({ lock, onLift }: { lock: LockDocument; onLift(): void }) {
  const { t } = useTranslation("environment");
  const { stale, message } = lock;
  const owner = personName(lock.owner);
  const since = message ? t("facts.saidSince", { message, when: HERE }) : t("facts.since", { when: HERE });
  return (
    <Section
      title={stale ? t("facts.staleLock") : t("facts.lockedBy", { owner })}
      look={{ shape: "locked", family: stale ? "doubt" : "rule" }}
      tinted={stale}
      end={<Lift text={t("act.unlock")} onLift={onLift} />}
    >
      <p className="dim">
        {stale && `${t("because.staleLock", { owner })}${t("names.space")}`}
        <Around sentence={since}>
          <When at={lock.since} />
        </Around>
      </p>
    </Section>
  );
}

function Held({ hold, onLift }: { hold: HoldDocument; onLift(): void }) {
  const { t } = useTranslation("environment");
  const by = personName(hold.by);
  return (
    <Section
      title={t("facts.held")}
      look={{ shape: "held", family: "rule" }}
      end={<Lift text={t("act.unhold")} onLift={onLift} />}
    >
      <p className="dim">
        <Around sentence={t("facts.heldBy", { reason: hold.reason, by, when: HERE })}>
          <Ago at={hold.since} />
        </Around>
      </p>
    </Section>
  );
}

function Frozen({ freeze, onLift }: { freeze: FreezeDocument; onLift(): void }) {
  const { t } = useTranslation("environment");
  const { until, reason } = freeze;
  const why = reason ? t("quoted", { ns: "common", reason }) : "";
  const open = reason ? t("facts.saidUntilLifted", { reason }) : t("facts.untilLifted");
  return (
    <Section
      title={until === null ? t("facts.frozen") : <FrozenUntil until={until} />}
      look={{ shape: "frozen", family: "rule" }}
      end={<Lift text={t("act.unfreeze")} onLift={onLift} />}
    >
      <p className="dim">{until === null ? open : why}</p>
    </Section>
  );
}

/** One text, since in Chinese a day that follows leaves no blank before it. */
function FrozenUntil({ until }: { until: string }) {
  const { t, i18n } = useTranslation("environment");
  const at = Date.parse(until);
  const text = useTold((now) => closedUp(t("facts.frozenUntil", { when: whenText(at, now, i18n.language) })));
  return (
    <time dateTime={until} title={exact(at, i18n.language)}>
      {text}
    </time>
  );
}

function Lift({ text, onLift }: { text: string; onLift(): void }) {
  return (
    <button type="button" className="btn sm" onClick={onLift}>
      {text}
    </button>
  );
}
