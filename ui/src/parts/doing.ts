// What a step does while it goes, in the window's words. Every target gives its steps the same ids, so those say it in
// both languages; a step that is not known here is told in the engine's own words.
import { useTranslation } from "react-i18next";
import type { StepNow } from "../wire/types.ts";

/** What is known by the id of its step, less the place and the number. */
const KNOWN = {
  gate: "gate",
  basis: "basis",
  open: "open",
  ask: "ask",
  pause: "pause",
  lock: "lock",
  pull: "pull",
  ship: "ship",
  up: "up",
  run: "run",
  restart: "restart",
  health: "health",
  http: "http",
  back: "back",
  "back-health": "backHealth",
  "back-http": "backHttp",
  tidy: "tidy",
  unlock: "unlock",
} as const;

export type Doing = (typeof KNOWN)[keyof typeof KNOWN];

/** What a step does; null where only the engine knows. */
export function doing({ step, place }: Pick<StepNow, "step" | "place">): Doing | null {
  const [head = ""] = step.split("/");
  const own = place !== null && step.startsWith(`${place}/`) ? step.slice(place.length + 1) : head;
  const verb = own.replace(/-\d+$/, "");
  return Object.hasOwn(KNOWN, verb) ? KNOWN[verb as keyof typeof KNOWN] : null;
}

/** The same in words: by `word` where the window has them, otherwise the engine's own. */
export function doingText(step: StepNow, word: (known: Doing) => string): string {
  const known = doing(step);
  return known ? word(known) : step.action;
}

export function useDoing(): (step: StepNow) => string {
  const { t } = useTranslation();
  return (step) => doingText(step, (known) => t(`doing.${known}`));
}
