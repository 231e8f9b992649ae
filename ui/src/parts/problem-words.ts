// What is said of something that went wrong. The engine speaks English: to others the code says first what it is about.
// What the engine advises in general is worded for the window, where it names commands of a terminal.
import type { TFunction } from "i18next";
import { useTranslation } from "react-i18next";
import type { Code, ErrorBody } from "../wire/types.ts";
import { detailed } from "./detailed.ts";
import { ALSO, GENERAL } from "./general-hints.ts";
import { hintText } from "./hint.tsx";
import { withoutAddresses } from "./person.ts";
import { withTimesTold } from "./times-in.ts";

export interface ProblemWords {
  /** What it is about, in a few words; null where the engine's own sentence says it in the window's language. */
  title: string | null;
  /** The same for those who wonder about the code. */
  about: string;
  /** What happened. */
  message: string;
  /** What to do, as a sentence of its own. */
  hint: string | null;
  /** All of it, as a text to hover over or to take along. */
  whole: string;
}

export function problemWords(problem: ErrorBody, t: TFunction<"problem">, language: string): ProblemWords {
  const { code, hint } = problem;
  const message = detailed(problem, t) ?? problem.message;
  const about = t(`title.${code}`);
  const title = isEngines(language) ? null : about;
  const helps = isGeneral(code, hint) || isLiftedByHand(code, hint) ? t(`hint.${code}`) : hint;
  const told = helps === null ? null : hintText(helps);
  const whole = [title, message, told].filter((one) => one !== null).join("\n");
  return { title, about, message, hint: told, whole };
}

export function useProblemWords(problem: ErrorBody): ProblemWords {
  const { t, i18n } = useTranslation("problem");
  return problemWords(problem, t, i18n.language);
}

/** All that is to be said of a problem, as a text; nothing where there is none. */
export function useWholeOf(): (problem: ErrorBody | null | undefined) => string | undefined {
  const { t, i18n } = useTranslation("problem");
  return (problem) => (problem ? problemWords(problem, t, i18n.language).whole : undefined);
}

/**
 * A sentence of the engine where one line has to tell it all: people by their names, times by the calendar, and nothing
 * of what it lists in further lines.
 */
export function useToldAs(): (message: string, code: Code | null) => string {
  const { t, i18n } = useTranslation("problem");
  return (sentence, code) => {
    const [line = ""] = sentence.split("\n");
    const message = withTimesTold(withoutAddresses(line), Date.now(), i18n.language);
    return code === null || isEngines(i18n.language)
      ? message
      : t("told", { title: t(`title.${code}`), message });
  };
}

/** Whether the window speaks as the engine does: to others its sentences are introduced. */
export function isEngines(language: string): boolean {
  return language === "en";
}

/** Whether a hint is what the engine says of its code wherever it knows nothing better. */
export function isGeneral(code: Code, hint: string | null): code is keyof typeof GENERAL {
  const [general, also]: Partial<Record<Code, string>>[] = [GENERAL, ALSO];
  return hint !== null && (general?.[code] === hint || also?.[code] === hint);
}

/** The commands that lift what a person set. What slipway.yml rules is lifted by none of them. */
const LIFTS = {
  held: "`slipway unhold",
  frozen: "`slipway unfreeze",
  lock_held: "`slipway unlock",
} as const;

/** Whether a hint tells the command by which what was set by hand is lifted; the window has a button for that. */
export function isLiftedByHand(code: Code, hint: string | null): code is keyof typeof LIFTS {
  const lifts: Partial<Record<Code, string>> = LIFTS;
  const command = lifts[code];
  return command !== undefined && (hint?.includes(command) ?? false);
}
