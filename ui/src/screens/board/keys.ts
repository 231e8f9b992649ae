// The keys of the board: arrows move, Enter opens, P promotes, R rolls back, L shows logs.
import { type KeyboardEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { useLocation } from "wouter";
import { paths } from "../../frame/paths.ts";
import { useShortcuts } from "../../frame/shortcut-list.tsx";
import type { Action, BoardDocument } from "../../wire/types.ts";
import { useActionWords } from "./action-words.ts";
import { useActs } from "./acts.tsx";
import type { Opened } from "./board-menu.tsx";
import { spotAt, whereOf } from "./found.ts";
import type { Spot, Way } from "./spots.ts";
import type { Roving } from "./use-roving.ts";

const WAYS = new Set<string>([
  "ArrowLeft",
  "ArrowRight",
  "ArrowUp",
  "ArrowDown",
  "Home",
  "End",
  "PageUp",
  "PageDown",
]);

function wayOf(event: KeyboardEvent): Way | null {
  if (event.ctrlKey && event.key === "Home") return "First";
  if (event.ctrlKey && event.key === "End") return "Last";
  return WAYS.has(event.key) && !event.ctrlKey ? (event.key as Way) : null;
}

const FORWARD: Action["verb"][] = ["promote", "deploy"];

export function useBoardKeys(
  board: BoardDocument,
  roving: Roving,
  openMenu: (spot: Spot, at: Opened["at"]) => void,
) {
  const { t } = useTranslation("board");
  const [, go] = useLocation();
  const acts = useActs();
  const words = useActionWords();
  const [told, setTold] = useState("");
  useKeyList();

  /** Does the first of these that can be done, or says why none can. */
  const actOn = (spot: Spot, verbs: Action["verb"][], none: string) => {
    const where = whereOf(board, spot);
    if (!where) return;
    const { band } = where;
    const all = spot.service === null ? band.actions : (band.cells[spot.service]?.actions ?? []);
    // Of two deployments the one that leads further stands last: the other brings back what differs.
    const fitting = verbs.flatMap((wanted) => all.filter(({ verb }) => verb === wanted).reverse());
    const free = fitting.find(({ blocked }) => blocked === null);
    if (free) return acts.act(where, free);
    const [blocked] = fitting;
    setTold(blocked ? words(where, blocked).name : t("keys.cannot", { why: none }));
  };

  const onKeyDown = (event: KeyboardEvent) => {
    const spot = spotAt(event.target);
    if (!spot || event.altKey || event.metaKey) return;
    const way = wayOf(event);
    if (way) {
      event.preventDefault();
      return roving.move(way);
    }
    const isCell = event.target instanceof HTMLTableCellElement;
    if (event.key === "Escape" && !isCell) return roving.go(spot);
    if (event.ctrlKey || event.shiftKey) return;
    const keys: Record<string, () => void> = {
      p: () => actOn(spot, FORWARD, t("keys.nothing")),
      r: () => actOn(spot, ["rollback"], t("keys.noRollback")),
      l: () => logs(spot),
      m: () => menu(spot, event.target as Element),
      // On a button Enter is the button's.
      ...(isCell && { enter: () => go(paths.environment(spot.project, spot.environment)) }),
    };
    const done = keys[event.key.toLowerCase()];
    if (!done || !whereOf(board, spot)) return;
    event.preventDefault();
    setTold("");
    done();
  };

  const logs = ({ project, environment, service }: Spot) =>
    go(
      service === null ? paths.environment(project, environment) : paths.logs(project, environment, service),
    );

  const menu = (spot: Spot, target: Element) => {
    const more = target.closest("td")?.querySelector("[data-more]");
    if (more) openMenu(spot, more.getBoundingClientRect());
  };

  return { onKeyDown, told };
}

/** For the list of all keys. */
function useKeyList() {
  const { t } = useTranslation("board");
  useShortcuts(t("screens.board", { ns: "common" }), [
    [t("keys.move"), "← ↑ → ↓"],
    [t("keys.open"), "Enter"],
    [t("keys.promote"), "P"],
    [t("keys.rollback"), "R"],
    [t("keys.logs"), "L"],
    [t("keys.more"), "M"],
  ]);
}
