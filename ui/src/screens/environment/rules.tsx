// What is ruled for the environment, and what can be set there by hand.
import type { TFunction } from "i18next";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { useSpans } from "../../parts/time.tsx";
import type { Band, RuledHere } from "../../wire/types.ts";
import { Section } from "./fact-section.tsx";
import { Freezes } from "./freezes.tsx";
import type { RuleWord } from "./rule-question.tsx";
import { listed } from "./words.ts";

interface RulesProps {
  band: Band;
  ruled: RuledHere;
  places: string[];
  onRule(rule: RuleWord): void;
}

export function Rules({ band, ruled, places, onRule }: RulesProps) {
  const { t } = useTranslation("environment");
  const { long } = useSpans();
  const branches = band.branches.join(t("names.separator"));
  const from = band.after && t("facts.after", { environment: band.after });
  const rows: [string, ReactNode][] = [
    [
      t("facts.takes"),
      <>
        {branches ? <span className="mono">{branches}</span> : t("facts.anything")}
        {from && `${t("names.comma")}${from}`}
      </>,
    ],
    [t("facts.how"), t(band.automatic ? "facts.automatic" : "facts.byHand")],
    [
      t("facts.approval"),
      band.approvals === 0
        ? t("facts.noApproval")
        : t(ruled.not_author ? "facts.approvalsOfOthers" : "facts.approvals", { count: band.approvals }),
    ],
    [t("facts.confirm"), t(band.protected ? "facts.typed" : "facts.clicked")],
  ];
  if (ruled.soak_seconds !== null && band.after !== null) {
    const time = long(ruled.soak_seconds * 1000);
    rows.push([t("facts.soak"), t("facts.soakIn", { time, environment: band.after })]);
  }
  if (places.length > 1) {
    rows.push([t("facts.order"), listed(t, places)], [t("facts.pace"), pace(t, ruled, long)]);
  }
  rows.push([t("facts.failure"), t(`facts.onFailure.${ruled.on_failure}`)]);
  const freezes = <Freezes windows={ruled.freezes} />;
  if (ruled.freezes.length > 0) rows.push([t("facts.freezes"), freezes]);
  return (
    <Section title={t("facts.rules")}>
      <dl>
        {rows.map(([name, value]) => (
          <div className="kv" key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <div className="row set-rules">
        {SETTABLE.map(({ rule, is }) => (
          <button
            key={rule}
            type="button"
            className="btn sm"
            aria-disabled={band[is] !== null}
            onClick={() => band[is] === null && onRule(rule)}
          >
            {t(`rule.${rule}`)}
          </button>
        ))}
      </div>
    </Section>
  );
}

/** What can be set by hand, and where it stands once it is. */
const SETTABLE = [
  { rule: "hold", is: "hold" },
  { rule: "freeze", is: "freeze" },
  { rule: "lock", is: "lock" },
] as const;

/** How many places at a time, and how long is waited between them. */
function pace(t: TFunction<"environment">, { batch, wait_seconds }: RuledHere, long: (ms: number) => string) {
  if (batch === null) return t("facts.atOnce");
  const many = t("facts.batch", { count: batch });
  return wait_seconds === null
    ? many
    : `${many}${t("names.comma")}${t("facts.apart", { time: long(wait_seconds * 1000) })}`;
}
