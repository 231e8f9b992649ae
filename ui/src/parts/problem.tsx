// Why something went wrong, as everywhere: the sentence, what to do, the code.
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { ErrorBody } from "../wire/types.ts";
import { Glyph } from "./glyph.tsx";
import { useProblemWords } from "./problem-words.ts";
import { Sentence } from "./sentence.tsx";
import { useSpans, useTold } from "./time.tsx";

interface ProblemProps {
  problem: ErrorBody;
  /** What stands above says what it is about. */
  untitled?: boolean;
  /** When what is shown all the same was asked for. */
  known?: number | undefined;
  /** What can be done about it here. */
  children?: ReactNode;
}

export function Problem({ problem, untitled = false, known, children }: ProblemProps) {
  const { title, about, message, hint } = useProblemWords(problem);
  return (
    <div className="problem fail" role="alert">
      <Glyph shape="failed" />
      <div>
        {title && !untitled && <p className="strong">{title}</p>}
        <p className="sentence">
          <Sentence text={message} begins />
        </p>
        {hint && (
          <p className="dim">
            <Sentence text={hint} />
          </p>
        )}
        {known !== undefined && <Known at={known} />}
        <code className="faint" title={about}>
          {problem.code}
        </code>
      </div>
      {children && <div className="acts">{children}</div>}
    </div>
  );
}

/** How old what is shown is. */
function Known({ at }: { at: number }) {
  const { t } = useTranslation();
  const { short } = useSpans();
  return <p className="dim">{useTold((now) => t("known", { age: short(now - at) }))}</p>;
}

interface AgainProps {
  problem: ErrorBody;
  again(): void;
  /** When what is shown all the same was asked for; undefined where nothing is shown. */
  known?: number | undefined;
}

/** The same where it can be asked for again. */
export function ProblemAgain({ problem, again, known }: AgainProps) {
  const { t } = useTranslation();
  return (
    <Problem problem={problem} known={known}>
      <button type="button" className="btn" onClick={again}>
        {t("again")}
      </button>
    </Problem>
  );
}
