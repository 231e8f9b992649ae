// How what is known of a credential looks: a shape, a colour and a word.
import type { Look } from "../../parts/states.ts";
import type { CredentialOutcome, CredentialRow } from "../../wire/types.ts";

export const OUTCOME: Record<CredentialOutcome, Look> = {
  works: { family: "ok", shape: "passed" },
  refused: { family: "fail", shape: "failed" },
  present: { family: "none", shape: "queued" },
  untested: { family: "none", shape: "queued" },
  missing: { family: "wait", shape: "waiting" },
};

/** Whether a person has to do something about it. */
export function needsSomebody({ test }: Pick<CredentialRow, "test">): boolean {
  return test.outcome === "refused" || test.outcome === "missing";
}
