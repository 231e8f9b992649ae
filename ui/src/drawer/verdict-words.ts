// The verdict in a line: what happened, of what, where.
import { useTranslation } from "react-i18next";
import type { OperationPage } from "../wire/types.ts";
import { type Move, releaseName } from "./moves.ts";
import { closedUp, useNames } from "./names.ts";
import { isReady, verdictOf } from "./standing.ts";

/** The headline of what came of an operation, or of how it stands. */
export function useVerdictTitle(page: OperationPage, moves: Move[]): string {
  return closedUp(useTitle(page, moves));
}

function useTitle(page: OperationPage, moves: Move[]): string {
  const { t } = useTranslation("drawer");
  const names = useNames();
  const { kind, environment, asks, why } = page;
  const version = releaseName(moves, page.release);
  if (isReady(page) && why?.code === "denied") return t("verdict.denied", { version });
  const noun = t(`noun.${kind}`);
  const words = { version, environment: environment ?? "", noun };
  const placesThat = (state: "failed" | "unknown") =>
    names(page.places.filter((place) => place.state === state).map(({ name }) => name));
  if (isReady(page)) return t(placesThat("failed") ? "verdict.answered" : "verdict.ready", words);
  switch (verdictOf(page)) {
    case "succeeded":
      if (kind === "run") return t("verdict.ran");
      if (kind === "restart") return t("verdict.restarted", words);
      return t(kind === "rollback" ? "verdict.back" : "verdict.runs", words);
    case "failed":
    case "rolled_back": {
      const places = placesThat("failed");
      if (kind === "run") return t("verdict.runFailed");
      return places ? t("verdict.failedOn", { ...words, places }) : t("verdict.failed", words);
    }
    case "cancelled":
      return t(why?.code === "taken_over" ? "verdict.takenOver" : "verdict.stopped", words);
    case "waiting":
      if (asks) return t("verdict.asks", words);
      return t(why?.code === "approval_wanted" ? "verdict.waitsApproval" : "verdict.waits", words);
    case "unknown": {
      const places = placesThat("unknown");
      if (kind === "run") return t("verdict.unknownRun");
      return places ? t("verdict.unknownOn", { ...words, places }) : t("verdict.unknown", words);
    }
  }
}
