// Light or dark, the language and the density, as chosen, or as the desktop is.

import type { ReactNode } from "react";
import { useEffect, useState } from "react";
import { I18nextProvider } from "react-i18next";
import { useAnswer } from "../host/context.tsx";
import type { SettingsDocument } from "../wire/types.ts";
import { useWords, type WindowLanguage } from "../words/words.ts";

const DARK = "(prefers-color-scheme: dark)";

function useDesktopDark(): boolean {
  const [dark, setDark] = useState(() => window.matchMedia(DARK).matches);
  useEffect(() => {
    const query = window.matchMedia(DARK);
    const changed = () => setDark(query.matches);
    query.addEventListener("change", changed);
    return () => query.removeEventListener("change", changed);
  }, []);
  return dark;
}

function languageOf(settings: SettingsDocument | undefined): WindowLanguage {
  if (settings?.language === "en" || settings?.language === "zh") return settings.language;
  return navigator.language.startsWith("zh") ? "zh" : "en";
}

export function Appearance({ children }: { children: ReactNode }) {
  const settings = useAnswer("settings", {});
  const desktopDark = useDesktopDark();
  const chosen = settings.data?.appearance ?? "system";
  const dark = chosen === "system" ? desktopDark : chosen === "dark";
  const language = languageOf(settings.data);
  const words = useWords(language);
  const spoken = words?.language;
  useEffect(() => {
    const root = document.documentElement;
    root.dataset.theme = dark ? "dark" : "light";
    root.dataset.density = settings.data?.density ?? "ordinary";
    root.lang = spoken === "zh" ? "zh-CN" : "en";
  }, [dark, spoken, settings.data?.density]);
  // Nothing in a language or theme that it is not to stay in.
  if (settings.isPending || !words) return null;
  return <I18nextProvider i18n={words}>{children}</I18nextProvider>;
}
