// The window's words. Each area has its own file in both languages; a test holds that they name the same. English is there
// from the start; another language is loaded by whose window speaks it.
import i18next, { type i18n } from "i18next";
import { useEffect, useState } from "react";
import { initReactI18next } from "react-i18next";
import { en } from "./en/index.ts";

export type WindowLanguage = "en" | "zh";

declare module "i18next" {
  interface CustomTypeOptions {
    defaultNS: "common";
    resources: typeof en;
  }
}

/** The words of a language; what it lacks is said in English. */
export function wordsOf(language: WindowLanguage, resources: Record<string, typeof en>): i18n {
  const instance = i18next.createInstance();
  void instance.use(initReactI18next).init({
    lng: language,
    fallbackLng: "en",
    defaultNS: "common",
    ns: Object.keys(en),
    resources,
    interpolation: { escapeValue: false },
    initAsync: false,
  });
  return instance;
}

async function load(language: WindowLanguage): Promise<i18n> {
  if (language === "en") return wordsOf(language, { en });
  const { zh } = await import("./zh/index.ts");
  return wordsOf(language, { en, zh });
}

interface Spoken {
  for: WindowLanguage;
  words: i18n;
}

/** The words of a language; those of the one before until they are loaded, and null where there was none. */
export function useWords(language: WindowLanguage): i18n | null {
  const [spoken, setSpoken] = useState<Spoken | null>(() =>
    language === "en" ? { for: language, words: wordsOf(language, { en }) } : null,
  );
  useEffect(() => {
    if (spoken?.for === language) return;
    let isWanted = true;
    // What cannot be loaded is said in English.
    const loaded = load(language).catch(() => load("en"));
    void loaded.then((words) => isWanted && setSpoken({ for: language, words }));
    return () => {
      isWanted = false;
    };
  }, [language, spoken]);
  return spoken?.words ?? null;
}
