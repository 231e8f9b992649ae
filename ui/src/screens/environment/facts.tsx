// What is ruled and set in the environment, beside what runs there.
import { KeyRound } from "lucide-react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Glyph } from "../../parts/glyph.tsx";
import { personName } from "../../parts/person.ts";
import type { Look } from "../../parts/states.ts";
import { Age } from "../../parts/time.tsx";
import { When } from "../../parts/when.tsx";
import type { Band, EnvironmentPage, UnmanagedDocument, VariableName } from "../../wire/types.ts";
import { Check } from "./check.tsx";
import type { RuleWord } from "./rule-question.tsx";
import { listed } from "./words.ts";

interface FactsProps {
  page: EnvironmentPage;
  onRule(rule: RuleWord): void;
}

export function Facts({ page, onRule }: FactsProps) {
  const { t } = useTranslation("environment");
  const { band } = page;
  return (
    <aside className="facts" aria-label={t("facts.label", { environment: band.environment })}>
      <Hand band={band} onRule={onRule} />
      <Rules band={band} places={page.places} onRule={onRule} />
      <Section title={t("facts.verification")}>
        {page.verification.length === 0 && <p className="dim">{t("facts.noVerification")}</p>}
        {page.verification.map((check) => (
          <Check key={[check.service, check.url, check.contains, check.from].join(" ")} check={check} />
        ))}
      </Section>
      <Configuration names={page.configuration} />
      <Unmanaged found={page.unmanaged} />
    </aside>
  );
}

interface SectionProps {
  title: ReactNode;
  look?: Look;
  note?: ReactNode;
  end?: ReactNode;
  tinted?: boolean;
  children: ReactNode;
}

function Section({ title, look, note, end, tinted, children }: SectionProps) {
  return (
    <section className={look?.family} data-needs={tinted || undefined}>
      <div className="sec">
        {look && <Glyph shape={look.shape} />}
        <h2 className="cut">{title}</h2>
        {note !== undefined && <span className="faint cut">{note}</span>}
        <span className="grow" />
        {end}
      </div>
      {children}
    </section>
  );
}

/** What somebody set by hand: lock, hold, freeze. Each says who and why, and how it ends. */
function Hand({ band, onRule }: { band: Band; onRule(rule: RuleWord): void }) {
  const { t } = useTranslation("environment");
  const { lock, hold, freeze } = band;
  const by = hold && personName(hold.by);
  const [heldBefore = "", heldAfter = ""] = t("facts.heldBy", { by, age: "\n" }).split("\n");
  const owner = lock && personName(lock.owner);
  const [sinceBefore = "", sinceAfter = ""] = t("facts.since", { when: "\n" }).split("\n");
  return (
    <>
      {lock && (
        <Section
          title={lock.stale ? t("facts.staleLock") : t("facts.lockedBy", { owner })}
          look={{ shape: "locked", family: lock.stale ? "doubt" : "rule" }}
          tinted={lock.stale}
          end={<Lift text={t("act.unlock")} onLift={() => onRule("unlock")} />}
        >
          <p className="dim">
            {lock.stale && `${t("because.staleLock", { owner })} `}
            {lock.message && `${t("quoted", { ns: "common", reason: lock.message })} `}
            {sinceBefore}
            <When at={lock.since} />
            {sinceAfter}
          </p>
        </Section>
      )}
      {hold && (
        <Section
          title={t("facts.held")}
          look={{ shape: "held", family: "rule" }}
          end={<Lift text={t("act.unhold")} onLift={() => onRule("unhold")} />}
        >
          <p className="dim">
            {t("quoted", { ns: "common", reason: hold.reason })} {heldBefore}
            <Age at={hold.since} />
            {heldAfter}
          </p>
        </Section>
      )}
      {freeze && (
        <Section
          title={<FrozenUntil until={freeze.until} />}
          look={{ shape: "frozen", family: "rule" }}
          end={<Lift text={t("act.unfreeze")} onLift={() => onRule("unfreeze")} />}
        >
          <p className="dim">
            {freeze.reason && `${t("quoted", { ns: "common", reason: freeze.reason })} `}
            {freeze.until === null && t("facts.untilLifted")}
          </p>
        </Section>
      )}
    </>
  );
}

function FrozenUntil({ until }: { until: string | null }) {
  const { t } = useTranslation("environment");
  if (until === null) return t("facts.frozen");
  const [before = "", after = ""] = t("facts.frozenUntil", { when: "\n" }).split("\n");
  return (
    <>
      {before}
      <When at={until} />
      {after}
    </>
  );
}

function Lift({ text, onLift }: { text: string; onLift(): void }) {
  return (
    <button type="button" className="btn sm" onClick={onLift}>
      {text}
    </button>
  );
}

interface RulesProps {
  band: Band;
  places: string[];
  onRule(rule: RuleWord): void;
}

function Rules({ band, places, onRule }: RulesProps) {
  const { t } = useTranslation("environment");
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
      band.approvals === 0 ? t("facts.noApproval") : t("facts.approvals", { count: band.approvals }),
    ],
    [t("facts.confirm"), t(band.protected ? "facts.typed" : "facts.clicked")],
  ];
  if (places.length > 1) rows.push([t("facts.order"), listed(t, places)]);
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

/** Names only: a value is never here to be shown. What all services have alike stands once. */
function Configuration({ names }: { names: VariableName[] }) {
  const { t } = useTranslation("environment");
  const services = [...new Set(names.map(({ service }) => service))];
  return (
    <Section
      title={t("facts.configuration")}
      note={
        <>
          {names.length}
          <span className="wide">
            {t("names.comma")}
            {t("facts.never")}
          </span>
        </>
      }
    >
      {names.length === 0 && <p className="dim">{t("facts.noConfiguration")}</p>}
      {services.map((service) => (
        <div key={service}>
          {services.length > 1 && <p className="of sm faint">{service}</p>}
          <ul>
            {names
              .filter((one) => one.service === service)
              .map(({ name, secret }) => (
                <li className="ln nm" key={name}>
                  <span className="mono cut" title={name}>
                    {name}
                  </span>
                  <span className="grow" />
                  {secret !== null && (
                    <span className="row sm faint" title={t("facts.fromSecret", { secret })}>
                      <KeyRound className="i i-12" aria-hidden />
                      {t("facts.secret")}
                    </span>
                  )}
                </li>
              ))}
          </ul>
        </div>
      ))}
    </Section>
  );
}

function Unmanaged({ found }: { found: UnmanagedDocument[] }) {
  const { t } = useTranslation("environment");
  if (found.length === 0) return null;
  return (
    <Section title={t("facts.unmanaged")} note={found.length}>
      <ul>
        {found.map(({ name, places }) => (
          <li className="ln nm" key={name}>
            <span className="mono cut" title={name}>
              {name}
            </span>
            <span className="grow" />
            <span className="sm faint cut" title={places.join(t("names.separator"))}>
              {listed(t, places, 2)}
            </span>
          </li>
        ))}
      </ul>
    </Section>
  );
}
