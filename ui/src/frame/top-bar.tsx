// The line above a screen: its name, what it adds, and the way to everything.
import { Search } from "lucide-react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { usePalette } from "./palette-state.tsx";

interface Props {
  title: ReactNode;
  /** What stands right of the title. */
  beside?: ReactNode;
  /** What stands left of the search. */
  children?: ReactNode;
}

export function TopBar({ title, beside, children }: Props) {
  const { t } = useTranslation();
  const palette = usePalette();
  return (
    <header className="top">
      <h1>{title}</h1>
      {beside}
      <span className="grow" />
      {children}
      <button type="button" className="field find" onClick={palette.open} aria-keyshortcuts="Control+K">
        <Search className="i" aria-hidden />
        <span className="cut">{t("search")}</span>
        <kbd>{COMMAND} K</kbd>
      </button>
    </header>
  );
}

/** The key that commands are given with. */
export const COMMAND = /Mac/.test(navigator.userAgent) ? "⌘" : "Ctrl";
