// Why something cannot be asked for again, in the line above it: what was known stays where it is.
import { useTranslation } from "react-i18next";
import type { ErrorBody } from "../wire/types.ts";
import { Glyph } from "./glyph.tsx";
import { ProblemLine } from "./problem-line.tsx";
import { useSpans, useTold } from "./time.tsx";

interface NotRenewedProps {
  problem: ErrorBody;
  /** When what is shown was asked for. */
  known: number;
  again(): void;
}

export function NotRenewed({ problem, known, again }: NotRenewedProps) {
  const { t } = useTranslation();
  const { short } = useSpans();
  const age = useTold((now) => t("known", { age: short(now - known) }));
  return (
    <div className="said fail" role="alert">
      <Glyph shape="failed" />
      <ProblemLine problem={problem} />
      <span className="faint sm nowrap hide-narrow">{age}</span>
      <button type="button" className="btn sm" title={age} onClick={again}>
        {t("again")}
      </button>
    </div>
  );
}
