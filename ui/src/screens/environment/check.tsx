// Something that is asked after a deployment: what, what the answer has to hold, for how long and from where.
import { useTranslation } from "react-i18next";
import { Path } from "../../parts/path.tsx";
import { Sentence } from "../../parts/sentence.tsx";
import { useSpans } from "../../parts/time.tsx";
import type { CheckLine } from "../../wire/types.ts";

export function Check({ check }: { check: CheckLine }) {
  const { t } = useTranslation("environment");
  const { long } = useSpans();
  const { service, contains } = check;
  return (
    <div className="check-line">
      {service && <p className="sm faint">{service}</p>}
      <p className="mono dim">
        <Path path={`GET\u00a0${check.url}`} />
      </p>
      {contains !== null && (
        <p className="sm dim">
          <Sentence text={t("facts.check.contains", { text: contains })} />
        </p>
      )}
      <p className="sm dim">
        <Sentence text={t(`facts.check.${check.from}`, { time: long(check.within_seconds * 1000) })} />
      </p>
    </div>
  );
}
