// The row that the keyboard is at, in a list of which only what is seen exists. The focus stays on the table, so it is
// not lost when that row is scrolled away; the table names the row as its active descendant.
import { type KeyboardEvent, type MouseEvent, useState } from "react";

interface Rows {
  count: number;
  /** What names a row wherever it stands: rows come and go above it. Null of what is not stopped at. */
  keyOf(index: number): string | null;
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

/** The row that is held, and where it stood last. Its key is null until there is a row. */
interface Held {
  key: string | null;
  index: number;
}

/**
 * The row is held from when the focus comes to the table: a key never means another one, whatever arrives above it.
 * Where the row itself went away none is active, and the next key only comes to what stands in its place.
 */
export function useActiveRow(rows: Rows) {
  const [held, setHeld] = useState<Held | null>(null);
  const key = held?.key ?? null;
  const at = key === null ? stop(rows, held?.index ?? 0, 1) : placeOf(rows, key, held?.index ?? 0);
  const hold = (index: number) => setHeld({ key: rows.keyOf(index), index });
  // Rendered again at once, so that the place is looked for only when it changed.
  if (held && at >= 0 && (key === null || held.index !== at)) hold(at);
  const move = (index: number, direction: 1 | -1) => {
    const next = stop(rows, Math.max(0, Math.min(index, rows.count - 1)), direction);
    if (next < 0) return;
    hold(next);
    rows.scrollTo(next);
    rows.onMove?.(next);
  };
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
    if (!to && event.key !== "Enter" && event.key !== " ") return;
    event.preventDefault();
    if (at < 0) move(held?.index ?? 0, 1);
    else if (to) move(...to);
    else if (event.key === "Enter") rows.onOpen?.(at);
    else rows.onToggle?.(at);
  };
  const onClick = (event: MouseEvent) => {
    const index = rowOf(event);
    if (index === null || rows.keyOf(index) === null) return;
    hold(index);
    if (!inControl(event)) rows.onPick?.(index);
  };
  const onDoubleClick = (event: MouseEvent) => {
    const index = rowOf(event);
    if (index !== null && !inControl(event) && rows.keyOf(index) !== null) rows.onOpen?.(index);
  };
  const onFocus = () => {
    if (at < 0) setHeld({ key: null, index: Math.max(0, Math.min(held?.index ?? 0, rows.count - 1)) });
    else if (!held) hold(at);
  };
  return { active: at, handlers: { onKeyDown, onClick, onDoubleClick, onFocus, onMouseDown: keepFocus } };
}

/** Where a row stands now, which most often is where it stood; -1 where it is gone. */
function placeOf({ count, keyOf }: Rows, key: string, before: number): number {
  if (before < count && keyOf(before) === key) return before;
  for (let index = 0; index < count; index++) if (keyOf(index) === key) return index;
  return -1;
}

/** The nearest row that can be stopped at: on in the direction first, then back; -1 where there is none. */
function stop({ count, keyOf }: Rows, from: number, direction: 1 | -1): number {
  for (const way of [direction, -direction]) {
    for (let index = from; index >= 0 && index < count; index += way) if (keyOf(index) !== null) return index;
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
