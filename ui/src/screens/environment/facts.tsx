// What is ruled and set in the environment, beside what runs there.
import { KeyRound } from "lucide-react";
import { useTranslation } from "react-i18next";
import type { EnvironmentPage, UnmanagedDocument, VariableName } from "../../wire/types.ts";
import { Check } from "./check.tsx";
import { Section } from "./fact-section.tsx";
import { Hand } from "./hand.tsx";
import type { RuleWord } from "./rule-question.tsx";
import { Rules } from "./rules.tsx";
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
      <Rules band={band} ruled={page.ruled} places={page.places} onRule={onRule} />
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
