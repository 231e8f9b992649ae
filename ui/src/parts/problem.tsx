// Why something went wrong, as everywhere: the sentence, what to do, the code.
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { ErrorBody } from "../wire/types.ts";
import { Glyph } from "./glyph.tsx";
import { useProblemWords } from "./problem-words.ts";
import { Sentence } from "./sentence.tsx";

interface ProblemProps {
  problem: ErrorBody;
  /** What stands above says what it is about. */
  untitled?: boolean;
  /** What can be done about it here. */
  children?: ReactNode;
}

export function Problem({ problem, untitled = false, children }: ProblemProps) {
  const { title, about, hint } = useProblemWords(problem);
  return (
    <div className="problem fail" role="alert">
      <Glyph shape="failed" />
      <div>
        {title && !untitled && <p className="strong">{title}</p>}
        <p className="sentence">
          <Sentence text={problem.message} begins />
        </p>
        {hint && (
          <p className="dim">
            <Sentence text={hint} />
          </p>
        )}
        <code className="faint" title={about}>
          {problem.code}
        </code>
      </div>
      {children && <div className="acts">{children}</div>}
    </div>
  );
}

/** The same where nothing is there to be shown: it can be asked for again. */
export function ProblemAgain({ problem, again }: { problem: ErrorBody; again(): void }) {
  const { t } = useTranslation();
  return (
    <Problem problem={problem}>
      <button type="button" className="btn" onClick={again}>
        {t("again")}
      </button>
    </Problem>
  );
}
