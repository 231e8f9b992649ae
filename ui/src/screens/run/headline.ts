// How a run stands, in a word and a half.
import { type Look, STEP, VERDICT } from "../../parts/states.ts";
import type { OperationPage } from "../../wire/types.ts";
import type { Node } from "./nodes.ts";

export interface Headline {
  look: Look;
  word: "running" | "failedIn" | "failed" | "succeeded" | "cancelled" | "waiting" | "unknown" | "rolled_back";
  /** The nodes that failed. */
  failed: string[];
  /** How many nodes are under way. */
  running: number;
  done: number;
  of: number;
}

export function headlineOf(page: OperationPage, nodes: Node[]): Headline {
  const failed = nodes.filter(({ state }) => state === "failed").map(({ name }) => name);
  const counts = {
    failed,
    running: nodes.filter(({ state }) => state === "running").length,
    done: nodes.filter(({ state }) => state === "succeeded" || state === "skipped").length,
    of: nodes.length,
  };
  if (page.busy && failed.length === 0) return { look: STEP.running, word: "running", ...counts };
  if (page.waits) return { look: VERDICT.waiting, word: "waiting", ...counts };
  const verdict = page.busy ? "failed" : (page.verdict ?? "unknown");
  const word = verdict === "failed" && failed.length > 0 ? "failedIn" : verdict;
  return { look: VERDICT[verdict], word, ...counts };
}
