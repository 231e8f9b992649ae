// What a step does, in the window's words. Every target gives its steps the same ids, so those say it in both languages; a
// step that is not known here is told in the engine's own words.
import { useCallback } from "react";
import { useTranslation } from "react-i18next";
import type { StepNow } from "../wire/types.ts";
import { isEngines } from "./problem-words.ts";

/** What is known by the id of its step, less the place and the number. */
const KNOWN = {
  job: "job",
  build: "build",
  leaks: "leaks",
  repository: "repository",
  push: "push",
  tag: "tag",
  clean: "clean",
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

/** Of these the engine's own words tell more: which images, which address, how long. */
const TELLS_MORE: ReadonlySet<Doing> = new Set<Doing>([
  "repository",
  "tag",
  "pause",
  "pull",
  "ship",
  "up",
  "run",
  "restart",
  "http",
  "back",
  "backHttp",
]);

/** What a step does; null where only the engine knows. */
export function doing({ step, place }: Pick<StepNow, "step" | "place">): Doing | null {
  const [head = ""] = step.split("/");
  const own = place !== null && step.startsWith(`${place}/`) ? step.slice(place.length + 1) : head;
  const verb = own.replace(/-\d+$/, "");
  return Object.hasOwn(KNOWN, verb) ? KNOWN[verb as keyof typeof KNOWN] : null;
}

/** What a step of the laptop is about: a job, a service, a gate. */
function aboutOf(step: string): string {
  return step.slice(step.indexOf("/") + 1);
}

/** What a step does while it goes: by `word` where the window has words for it, otherwise in the engine's own. */
export function doingText(step: StepNow, word: (known: Doing, name: string) => string): string {
  const known = doing(step);
  return known ? word(known, aboutOf(step.step)) : step.action;
}

export function useDoing(): (step: StepNow) => string {
  const { t } = useTranslation();
  return (step) => doingText(step, (known, name) => t(`doing.${known}`, { name }));
}

/** What a step is called, whether its turn has come or it is over. */
export function useStepName(): (step: StepNow) => string {
  const { t, i18n } = useTranslation();
  const { language } = i18n;
  return useCallback(
    (step: StepNow) => {
      const known = doing(step);
      if (known === null) return step.action;
      const name = t(`step.${known}`, { name: aboutOf(step.step) });
      if (!TELLS_MORE.has(known)) return name;
      return isEngines(language) ? step.action : `${name}${t("colon")}${step.action}`;
    },
    [t, language],
  );
}
