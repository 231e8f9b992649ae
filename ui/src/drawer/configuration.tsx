// The names of variables that differ; values are known to nobody here.
import { useTranslation } from "react-i18next";
import type { ConfigDocument, VariableWord } from "../wire/types.ts";
import { Fold } from "./fold.tsx";

export const VARIABLE_SIGN: Record<VariableWord, string> = { added: "+", changed: "~", removed: "−" };
/** More than so many are folded. */
const FEW = 6;

export function Configuration({ config }: { config: ConfigDocument[] }) {
  const { t } = useTranslation("drawer");
  const count = (change: VariableWord) => config.filter((one) => one.change === change).length;
  const counts = (["added", "changed", "removed"] as const).flatMap((change) =>
    count(change) > 0 ? [t(`config.${change}Count`, { count: count(change) })] : [],
  );
  if (config.length === 0) return null;
  if (config.length > FEW) {
    return (
      <Fold head={t("config.head")} note={counts.join(t("names.comma"))}>
        <Names config={config} />
      </Fold>
    );
  }
  return (
    <section>
      <h3 className="sec">
        {t("config.head")} <span className="faint">{t("config.note")}</span>
      </h3>
      <Names config={config} />
    </section>
  );
}

function Names({ config }: { config: ConfigDocument[] }) {
  const { t } = useTranslation("drawer");
  return (
    <ul>
      {config.map(({ key, change }) => (
        <li className="ln" key={key}>
          <span className="sign mono" aria-hidden>
            {VARIABLE_SIGN[change]}
          </span>
          <span className="mono cut" title={key}>
            {key}
          </span>
          <span className="sm faint">{t(`config.${change}`)}</span>
        </li>
      ))}
    </ul>
  );
}
