// Why something went wrong in one line, of a bar or of a row: what does not fit there is to hover over.
import { useTranslation } from "react-i18next";
import type { ErrorBody } from "../wire/types.ts";
import { useProblemWords } from "./problem-words.ts";
import { Sentence } from "./sentence.tsx";

interface ProblemLineProps {
  problem: ErrorBody;
  /** What to do stands elsewhere. */
  unadvised?: boolean;
}

export function ProblemLine({ problem, unadvised = false }: ProblemLineProps) {
  const { about } = useProblemWords(problem);
  return (
    <>
      <ProblemText problem={problem} unadvised={unadvised} />
      <code title={about}>{problem.code}</code>
    </>
  );
}

/** The same without its code, where more is said of it nearby. */
export function ProblemText({ problem, unadvised = false }: ProblemLineProps) {
  const { t } = useTranslation();
  const { title, message, hint, whole } = useProblemWords(problem);
  return (
    <span className="cut problem-line" title={whole}>
      <span className="says">
        {title !== null && `${title}${t("colon")}`}
        <Sentence text={message} begins={title === null} />
      </span>
      {hint !== null && !unadvised && (
        <span className="dim">
          <Sentence text={hint} />
        </span>
      )}
    </span>
  );
}

/** What to do about it, or else what is the matter. */
export function ProblemHint({ problem }: { problem: ErrorBody }) {
  const { hint, message } = useProblemWords(problem);
  return hint === null ? <Sentence text={message} begins /> : <Sentence text={hint} />;
}
