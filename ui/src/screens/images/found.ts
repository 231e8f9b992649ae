// What was found in an image that was searched for known weaknesses. That nothing is known is not told as nothing found.
import { useCallback } from "react";
import { useTranslation } from "react-i18next";
import type { ImageRow } from "../../wire/types.ts";

/** Those that have a word of the window's; another registry may have others. */
const SEVERITIES = ["critical", "high", "medium", "low", "informational", "undefined", "untriaged"] as const;
type Severity = (typeof SEVERITIES)[number];

/** How far a search is, where it has found nothing yet. */
const STATES = ["in_progress", "pending", "failed"] as const;
type State = (typeof STATES)[number];

const isSeverity = (word: string): word is Severity => SEVERITIES.some((known) => known === word);
const isState = (word: string): word is State => STATES.some((known) => known === word);

/** "1 critical, 3 high", that there is nothing, or how far the search is; null where nobody searches. */
export function useFound(): (image: Pick<ImageRow, "found" | "scan">) => string | null {
  const { t } = useTranslation("images");
  return useCallback(
    ({ found, scan }) => {
      if (scan === null) return null;
      const { status } = scan;
      if (found === null) return isState(status) ? t(`scan.${status}`) : status.replaceAll("_", " ");
      if (found.length === 0) return t("scan.nothing");
      const word = (severity: string) => (isSeverity(severity) ? t(`severity.${severity}`) : severity);
      return found
        .map(({ severity, count }) => t("scan.count", { count, severity: word(severity) }))
        .join(t("scan.comma"));
    },
    [t],
  );
}
