// Both languages at once, for tests.
import type { i18n } from "i18next";
import { en } from "./en/index.ts";
import { type WindowLanguage, wordsOf } from "./words.ts";
import { zh } from "./zh/index.ts";

export function words(language: WindowLanguage): i18n {
  return wordsOf(language, { en, zh });
}
