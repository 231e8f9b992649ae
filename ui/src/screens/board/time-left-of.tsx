// The time that is left, behind what a cell says, where there is room for it.
import { useTranslation } from "react-i18next";
import { Left } from "../../parts/time-left.tsx";
import type { TimeLeft } from "../../wire/types.ts";

export function TimeLeftOf({ left }: { left: TimeLeft }) {
  const { t } = useTranslation("board");
  return (
    <span className="opt">
      {t("joint")}
      <Left left={left} />
    </span>
  );
}
