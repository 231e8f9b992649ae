// The screen's own keys: L shows logs, R opens the plan of a rollback.
import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { useShortcuts } from "../../frame/shortcut-list.tsx";
import type { EnvironmentPage } from "../../wire/types.ts";
import { useDraw } from "./actions.ts";
import type { Where } from "./where.ts";

const TAKEN = "input, textarea, select, [contenteditable='true'], [data-over]";

interface Keys {
  where: Where;
  page: EnvironmentPage;
  onLogs(): void;
}

export function useKeys({ where, page, onLogs }: Keys): void {
  const { t } = useTranslation("environment");
  const draw = useDraw(where);
  const rollback = page.band.actions.find(({ verb, blocked }) => verb === "rollback" && blocked === null);
  useShortcuts(where.environment, [
    [t("menu.logs"), "L"],
    [t("timeline.back"), "R"],
  ]);
  const acts = useRef<Record<string, () => void>>({});
  acts.current = { l: onLogs, r: () => rollback && draw(rollback) };
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || event.defaultPrevented)
        return;
      if (event.target instanceof Element && event.target.closest(TAKEN)) return;
      const act = acts.current[event.key.toLowerCase()];
      if (!act) return;
      event.preventDefault();
      act();
    };
    window.addEventListener("keydown", press);
    return () => window.removeEventListener("keydown", press);
  }, []);
}
