// The screen's own keys: L shows logs, P opens the plan of what comes next, R that of a rollback.
import { useTranslation } from "react-i18next";
import { useScreenKeys } from "../../frame/screen-keys.ts";
import { useShortcuts } from "../../frame/shortcut-list.tsx";
import type { EnvironmentPage } from "../../wire/types.ts";
import { useDraw } from "./actions.ts";
import type { Where } from "./where.ts";

interface Keys {
  where: Where;
  page: EnvironmentPage;
  onLogs(): void;
}

export function useKeys({ where, page, onLogs }: Keys): void {
  const { t } = useTranslation("environment");
  const draw = useDraw(where);
  const free = page.band.actions.filter(({ blocked }) => blocked === null);
  const next = free.find(({ verb }) => verb === "promote" || verb === "deploy");
  const rollback = free.find(({ verb }) => verb === "rollback");
  useShortcuts(where.environment, [
    [t("menu.logs"), "L"],
    [t("keys.next"), "P"],
    [t("timeline.back"), "R"],
  ]);
  const acts: Record<string, () => void> = {
    l: onLogs,
    p: () => next && draw(next),
    r: () => rollback && draw(rollback),
  };
  useScreenKeys((key) => acts[key.toLowerCase()]);
}
