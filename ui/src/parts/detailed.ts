// Sentences that the window says itself, since all of their parts stand in the problem's details.
import type { TFunction } from "i18next";
import type { ErrorBody } from "../wire/types.ts";
import { leaksIn } from "./leaks.ts";
import { personName } from "./person.ts";

/** What happened, in the window's words; null where the engine's sentence is all there is. */
export function detailed(problem: ErrorBody, t: TFunction<"problem">): string | null {
  const { code, details } = problem;
  if (!isRecord(details)) return null;
  switch (code) {
    case "lock_held":
      return lockHeld(details, t);
    case "host_key_unknown": {
      const { host, offered } = details;
      return isText(host) && isText(offered) ? t("said.host_key_unknown", { host, offered }) : null;
    }
    case "host_key_changed": {
      const { host, offered, known } = details;
      const prints = Array.isArray(known) ? known.filter(isText).join(", ") : "";
      if (!isText(host) || !isText(offered) || prints === "") return null;
      return t("said.host_key_changed", { host, offered, known: prints });
    }
    case "leak_found":
      return leakFound(problem, t);
    default:
      return null;
  }
}

/** The time stays as the engine writes it: who shows the sentence tells times. */
function lockHeld({ place, lock }: Record<string, unknown>, t: TFunction<"problem">): string | null {
  if (!isText(place) || !isRecord(lock)) return null;
  const { owner, since, message, operation, silent_for: silent } = lock;
  if (!isText(owner) || !isText(since) || !isText(message)) return null;
  const held = t("said.lock_held", { place, owner: personName(owner), since, message });
  // A lock by hand shows no signs of life.
  return isText(operation) && typeof silent === "number"
    ? `${held}${t("said.silent", { seconds: silent })}`
    : held;
}

/** The engine tells each finding in lines of its own. Where there is one line, their names say which they are. */
function leakFound(problem: ErrorBody, t: TFunction<"problem">): string | null {
  const findings = leaksIn(problem).map(({ finding }) => `\`${finding}\``);
  const [sentence = ""] = problem.message.split("\n");
  return findings.length === 0 ? null : t("said.leak_found", { sentence, findings: findings.join(", ") });
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isText(value: unknown): value is string {
  return typeof value === "string";
}
