// The row that the keyboard is at, in a list of which only what is seen exists. The focus stays on the table, so it is
// not lost when that row is scrolled away; the table names the row as its active descendant.
import { type KeyboardEvent, type MouseEvent, useCallback, useState } from "react";

interface Rows {
  count: number;
  /** Rows that are not stopped at: bands and the like. */
  skips?(index: number): boolean;
  /** How many rows are seen at once. */
  page(): number;
  scrollTo(index: number): void;
  /** Enter, or a double click. */
  onOpen?(index: number): void;
  /** Space. */
  onToggle?(index: number): void;
  /** The keys went to another row. */
  onMove?(index: number): void;
  /** A click on the row itself. */
  onPick?(index: number): void;
}

export function useActiveRow(rows: Rows) {
  const [active, setActive] = useState(0);
  const at = stop(rows, Math.min(active, rows.count - 1), 1);
  const move = useCallback(
    (index: number, direction: 1 | -1) => {
      const next = stop(rows, Math.max(0, Math.min(index, rows.count - 1)), direction);
      if (next < 0) return;
      setActive(next);
      rows.scrollTo(next);
      rows.onMove?.(next);
    },
    [rows],
  );
  const onKeyDown = (event: KeyboardEvent) => {
    if (inControl(event) || event.ctrlKey || event.metaKey || event.altKey) return;
    const moves: Record<string, [number, 1 | -1]> = {
      ArrowDown: [at + 1, 1],
      ArrowUp: [at - 1, -1],
      PageDown: [at + rows.page(), 1],
      PageUp: [at - rows.page(), -1],
      Home: [0, 1],
      End: [rows.count - 1, -1],
    };
    const to = moves[event.key];
    if (to) move(...to);
    else if (event.key === "Enter" && at >= 0) rows.onOpen?.(at);
    else if (event.key === " " && at >= 0) rows.onToggle?.(at);
    else return;
    event.preventDefault();
  };
  const onClick = (event: MouseEvent) => {
    const index = rowOf(event);
    if (index === null || rows.skips?.(index)) return;
    setActive(index);
    if (!inControl(event)) rows.onPick?.(index);
  };
  const onDoubleClick = (event: MouseEvent) => {
    const index = rowOf(event);
    if (index !== null && !inControl(event) && !rows.skips?.(index)) rows.onOpen?.(index);
  };
  return { active: at, move, handlers: { onKeyDown, onClick, onDoubleClick, onMouseDown: keepFocus } };
}

/** The nearest row that can be stopped at: on in the direction first, then back; -1 where there is none. */
function stop({ count, skips }: Rows, from: number, direction: 1 | -1): number {
  for (const way of [direction, -direction]) {
    for (let index = from; index >= 0 && index < count; index += way) if (!skips?.(index)) return index;
  }
  return -1;
}

function rowOf(event: MouseEvent): number | null {
  const row = event.target instanceof Element ? event.target.closest<HTMLElement>("[data-index]") : null;
  return row ? Number(row.dataset.index) : null;
}

/** What has keys of its own: a heading that sorts, a link, a menu that was opened in a row and hangs elsewhere. */
export function inControl({ target, currentTarget }: Pick<Event, "target" | "currentTarget">): boolean {
  if (target === currentTarget || !(target instanceof Element) || !(currentTarget instanceof Element))
    return false;
  return !currentTarget.contains(target) || target.closest("button, a, input") !== null;
}

/** A button in a row is pressed without taking the focus from the table. */
function keepFocus(event: MouseEvent) {
  const button = event.target instanceof Element ? event.target.closest("tbody button, tbody a") : null;
  if (!button || !(event.currentTarget instanceof HTMLElement)) return;
  event.preventDefault();
  event.currentTarget.focus({ preventScroll: true });
}
