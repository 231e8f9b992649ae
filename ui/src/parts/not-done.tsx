// Why what was pressed was not done, in the line above what it is about, until it is put away: nothing moves for it.
import { X } from "lucide-react";
import { useTranslation } from "react-i18next";
import type { ErrorBody } from "../wire/types.ts";
import { Glyph } from "./glyph.tsx";
import { ProblemLine } from "./problem-line.tsx";

interface NotDoneProps {
  problem: ErrorBody;
  /** Puts it away; it stays where there is none. */
  close?(): void;
  /** How it stands in its place. */
  className?: string;
}

export function NotDone({ problem, close, className = "said" }: NotDoneProps) {
  const { t } = useTranslation();
  return (
    <div className={`${className} fail`} role="alert">
      <Glyph shape="failed" />
      <ProblemLine problem={problem} />
      {close && (
        <button type="button" className="btn ghost icon" aria-label={t("close")} onClick={close}>
          <X className="i" aria-hidden />
        </button>
      )}
    </div>
  );
}
