// The screen's own keys: L shows logs, R opens the plan of a rollback.
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
  const rollback = page.band.actions.find(({ verb, blocked }) => verb === "rollback" && blocked === null);
  useShortcuts(where.environment, [
    [t("menu.logs"), "L"],
    [t("timeline.back"), "R"],
  ]);
  const acts: Record<string, () => void> = { l: onLogs, r: () => rollback && draw(rollback) };
  useScreenKeys((key) => acts[key.toLowerCase()]);
}
