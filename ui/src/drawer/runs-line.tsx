// What an environment runs now, over all of its hosts, in a line.
import { useTranslation } from "react-i18next";
import { Glyph } from "../parts/glyph.tsx";
import type { Look } from "../parts/states.ts";
import type { OperationPage } from "../wire/types.ts";
import { runsWhere } from "./fleet-rows.ts";
import type { Move } from "./moves.ts";
import { useNames } from "./names.ts";
import { isReady, verdictOf } from "./standing.ts";

export function RunsLine({ page, moves }: { page: OperationPage; moves: Move[] }) {
  const { t } = useTranslation("drawer");
  const names = useNames();
  const environment = page.environment ?? "";
  const where = runsWhere(page.places, moves);
  const [first] = where;
  const verdict = verdictOf(page);
  // The headline of a success says it already; of what has not begun there is nothing to say.
  if (!first || verdict === "succeeded" || isReady(page)) return null;
  if (where.length === 1 && first.runs === null) return null;
  const isOne = where.length === 1;
  const parts = where.map(({ runs, places }) => {
    if (runs === null) return t("verdict.mixedUnseen", { places: names(places) });
    return t("verdict.mixedOne", { runs: runs || t("fleet.nothing"), places: names(places) });
  });
  const runs = first.runs || t("fleet.nothing");
  return (
    <div className={`at ${isOne ? "ok" : ""}`}>
      <Glyph shape={LOOK[isOne ? "one" : "mixed"].shape} />
      <p>
        {isOne ? (
          <>
            <b>{t("verdict.allRun", { environment, runs })}</b>
            {t("verdict.onAll", { count: page.places.length })}
          </>
        ) : (
          <>
            <b>{t("verdict.mixed", { environment })}</b>
            {t("names.space")}
            {parts.join(t("names.semicolon"))}
            {t("names.stop")}
          </>
        )}
      </p>
    </div>
  );
}

const LOOK: Record<"one" | "mixed", Look> = {
  one: { shape: "healthy", family: "ok" },
  mixed: { shape: "differs", family: "doubt" },
};
