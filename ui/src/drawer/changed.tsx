// What differs from what ran before, beside what went wrong: as its plan said it, in short.
import { useTranslation } from "react-i18next";
import type { PlanDocument } from "../wire/types.ts";
import { Commit } from "./commits.tsx";
import { VARIABLE_SIGN } from "./configuration.tsx";
import { MovedVersion, SERVICE_SIGN } from "./services.tsx";

/** More commits than these are looked up in the plan below. */
const COMMITS = 5;

export function Changed({ planned }: { planned: PlanDocument }) {
  const { t } = useTranslation("drawer");
  const services = planned.services.filter(({ change }) => change !== "same");
  const commits = planned.commits.slice(0, COMMITS);
  const rest = planned.commits.length - commits.length;
  const isNothing = services.length + planned.config.length + commits.length === 0;
  return (
    <section>
      <h3 className="sec">{t("evidence.differs")}</h3>
      {isNothing && <p className="dim">{t("evidence.nothing")}</p>}
      <ul>
        {services.map(({ name, change, from, to }) => (
          <li className="ln" key={`service ${name}`}>
            <Sign sign={SERVICE_SIGN[change]} word={t(`services.tag.${change}`)} />
            <span className="cut" title={name}>
              {name}
            </span>
            <MovedVersion from={from} to={to} />
          </li>
        ))}
        {planned.config.map(({ key, change }) => (
          <li className="ln" key={`variable ${key}`}>
            <Sign sign={VARIABLE_SIGN[change]} word={t(`config.${change}`)} />
            <span className="mono cut" title={key}>
              {key}
            </span>
          </li>
        ))}
        {commits.map((commit) => (
          <Commit key={commit.sha} commit={commit} />
        ))}
      </ul>
      {rest > 0 && <p className="sm faint">{t("evidence.moreCommits", { count: rest })}</p>}
    </section>
  );
}

function Sign({ sign, word }: { sign: string; word: string }) {
  return (
    <span className="sign mono" role="img" aria-label={word}>
      {sign}
    </span>
  );
}
