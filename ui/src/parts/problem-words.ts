// What is said of something that went wrong. The engine speaks English: to others the code says first what it is about.
// What the engine advises in general is worded for the window, where it names commands of a terminal.
import { useTranslation } from "react-i18next";
import type { Code, ErrorBody } from "../wire/types.ts";
import { ALSO, GENERAL } from "./general-hints.ts";

interface ProblemWords {
  /** What it is about, in a few words; null where the engine's own sentence says it in the window's language. */
  title: string | null;
  /** The same for those who wonder about the code. */
  about: string;
  hint: string | null;
}

export function useProblemWords({ code, hint }: ErrorBody): ProblemWords {
  const { t, i18n } = useTranslation("problem");
  const about = t(`title.${code}`);
  return {
    title: isEngines(i18n.language) ? null : about,
    about,
    hint: isGeneral(code, hint) ? t(`hint.${code}`) : hint,
  };
}

/** A sentence of the engine where one line has to tell it all. */
export function useToldAs(): (message: string, code: Code | null) => string {
  const { t, i18n } = useTranslation("problem");
  return (message, code) =>
    code === null || isEngines(i18n.language) ? message : t("told", { title: t(`title.${code}`), message });
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
