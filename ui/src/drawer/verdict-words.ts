// The verdict in a line: what happened, of what, where.
import { useTranslation } from "react-i18next";
import { closedUp } from "../parts/closed-up.ts";
import type { OperationPage } from "../wire/types.ts";
import { runsAt } from "./fleet-rows.ts";
import { type Move, releaseName } from "./moves.ts";
import { useNames } from "./names.ts";
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
  const failed = names(page.places.filter(({ state }) => state === "failed").map(({ name }) => name));
  if (isReady(page)) return t(failed ? "verdict.answered" : "verdict.ready", words);
  switch (verdictOf(page)) {
    case "succeeded":
      if (kind === "run") return t("verdict.ran");
      if (kind === "restart") return t("verdict.restarted", words);
      return t(kind === "rollback" ? "verdict.back" : "verdict.runs", words);
    case "failed":
    case "rolled_back": {
      if (kind === "run") return t("verdict.runFailed");
      return failed ? t("verdict.failedOn", { ...words, places: failed }) : t("verdict.failed", words);
    }
    case "cancelled":
      return t("verdict.stopped", words);
    case "waiting":
      if (asks) return t("verdict.asks", words);
      return t(why?.code === "approval_wanted" ? "verdict.waitsApproval" : "verdict.waits", words);
    case "unknown": {
      // How it went on is not known here; what runs may well be.
      if (why?.code === "taken_over") return t("verdict.takenOver", words);
      if (kind === "run") return t("verdict.unknownRun");
      // What was seen since is told below, and then it is only the operation that nobody knows the end of.
      const unseen = page.places.filter((place) => runsAt(place, moves) === null).map(({ name }) => name);
      if (page.places.length > 0 && unseen.length === 0) return t("verdict.left", words);
      return unseen.length < page.places.length
        ? t("verdict.unknownOn", { ...words, places: names(unseen) })
        : t("verdict.unknown", words);
    }
  }
}
