// Why what was pressed was not done, in the line above what it is about, until it is put away: nothing moves for it.
import { X } from "lucide-react";
import { useTranslation } from "react-i18next";
import type { ErrorBody } from "../wire/types.ts";
import { Glyph } from "./glyph.tsx";
import { ProblemLine } from "./problem-line.tsx";

export function NotDone({ problem, close }: { problem: ErrorBody; close(): void }) {
  const { t } = useTranslation();
  return (
    <div className="said fail" role="alert">
      <Glyph shape="failed" />
      <ProblemLine problem={problem} />
      <button type="button" className="btn ghost icon" aria-label={t("close")} onClick={close}>
        <X className="i" aria-hidden />
      </button>
    </div>
  );
}
