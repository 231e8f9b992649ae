// How an operation reads in a list: what became of it, in one word, with its shape.
import type { Kind, Verdict } from "../wire/types.ts";
import { type Look, VERDICT } from "./states.ts";

/** What of an operation says how it stands. */
export interface Standing {
  kind: Kind;
  verdict: Verdict | null;
  busy: boolean;
  waits: boolean;
}

/** The key of the word under `operation` in the common words. */
export type OperationWord = `busy.${Kind}` | `done.${Kind}` | Exclude<Verdict, "succeeded">;

export interface OperationLook extends Look {
  word: OperationWord;
}

/** What became of an operation: "Promoted", not "Succeeded" twelve times. One that nobody executes is unknown. */
export function operationLook({ kind, verdict, busy, waits }: Standing): OperationLook {
  if (busy) return { shape: "moving", family: "move", word: `busy.${kind}` };
  if (waits) return { ...VERDICT.waiting, word: "waiting" };
  if (verdict === null) return { ...VERDICT.unknown, word: "unknown" };
  return { ...VERDICT[verdict], word: verdict === "succeeded" ? `done.${kind}` : verdict };
}

/** The version that people call a release by: the one that most of its services have. */
export function versionOf(versions: Record<string, string | undefined>): string | null {
  const counts = new Map<string, number>();
  for (const version of Object.values(versions)) {
    if (version) counts.set(version, (counts.get(version) ?? 0) + 1);
  }
  const [most] = [...counts].sort(([, one], [, other]) => other - one);
  return most?.[0] ?? null;
}

/** "api 0.1.47, web 0.3.2". */
export function versionsText(versions: Record<string, string | undefined>, separator: string): string {
  return Object.entries(versions)
    .map(([service, version]) => `${service} ${version}`)
    .join(separator);
}
