// What a host runs when all is over: the version, and whether it was put back or never touched.
import { useTranslation } from "react-i18next";
import { Glyph } from "../parts/glyph.tsx";
import { type Look, STEP, VERDICT } from "../parts/states.ts";
import type { OperationPage, PlaceProgress } from "../wire/types.ts";
import { isUntouched, runsAt, wasPutBack } from "./fleet-rows.ts";
import type { Move } from "./moves.ts";

export function RunsNow(props: { page: OperationPage; moves: Move[]; place: PlaceProgress }) {
  const { t } = useTranslation("drawer");
  const { page, moves, place } = props;
  const runs = runsAt(place, moves);
  const look = lookOf(page, place);
  const isUnsure = runs === null;
  return (
    <span className={`run ${look?.family ?? "none"}`}>
      {look ? <Glyph shape={look.shape} /> : <span className="no-glyph" />}
      {isUnsure ? (
        <span className="sm word cut">{t("fleet.unseen")}</span>
      ) : (
        <span className={runs === "" ? "sm faint" : "ver cut"} title={runs}>
          {runs === "" ? t("fleet.nothing") : runs}
        </span>
      )}
      {!isUnsure && wasPutBack(page, place.name) && (
        <span className="sm faint cut">{t("fleet.putBack")}</span>
      )}
      {!isUnsure && isUntouched(place) && <span className="sm faint cut">{t("fleet.untouched")}</span>}
    </span>
  );
}

/** Null where nobody looked at how it is: nothing was done there. */
function lookOf(page: OperationPage, place: PlaceProgress): Look | null {
  if (place.running === null || place.state === "unknown") return STEP.unknown;
  if (wasPutBack(page, place.name) || place.state === "succeeded") return VERDICT.succeeded;
  return place.state === "failed" ? STEP.failed : null;
}
