// The window's words. Each area has its own file in both languages; a test holds that they name the same.
import i18next, { type i18n } from "i18next";
import { initReactI18next } from "react-i18next";
import { en } from "./en/index.ts";
import { zh } from "./zh/index.ts";

export type WindowLanguage = "en" | "zh";

declare module "i18next" {
  interface CustomTypeOptions {
    defaultNS: "common";
    resources: typeof en;
  }
}

export function words(language: WindowLanguage): i18n {
  const instance = i18next.createInstance();
  void instance.use(initReactI18next).init({
    lng: language,
    fallbackLng: "en",
    defaultNS: "common",
    ns: Object.keys(en),
    resources: { en, zh },
    interpolation: { escapeValue: false },
    initAsync: false,
  });
  return instance;
}
