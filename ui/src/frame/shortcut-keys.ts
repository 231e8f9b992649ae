// The keys that work on every screen.
import { useEffect, useRef } from "react";
import { useLocation } from "wouter";
import { keepFocus } from "./focus-back.ts";
import { usePalette } from "./palette-state.tsx";
import { paths } from "./paths.ts";

/** After G, which letter goes to which screen. */
export const GO = {
  b: "board",
  p: "requests",
  o: "repositories",
  i: "images",
  r: "runs",
  a: "activity",
  c: "credentials",
  s: "settings",
  n: "add",
} as const satisfies Record<string, keyof typeof paths>;

/** How long the second letter may take, in milliseconds. */
const PATIENCE = 1500;

const TYPED_INTO = "input, textarea, select, [contenteditable='true']";
const OVER =
  "[role='dialog']:not([aria-modal='false']), [role='alertdialog'], [role='menu'], [role='listbox']";
const SEARCH = ".content [data-search], .content input[type='search']";

/** Whether a key is a word's letter, or belongs to what lies over the window. */
function isTaken(event: KeyboardEvent): boolean {
  const target = event.target instanceof Element ? event.target : null;
  return Boolean(event.isComposing || target?.closest(TYPED_INTO) || target?.closest(OVER));
}

/** Puts the focus where the screen searches. False where it does not. */
function focusSearch(): boolean {
  const search = document.querySelector<HTMLInputElement>(SEARCH);
  search?.focus();
  search?.select();
  return search !== null;
}

/** Listens to the keys of the whole window. */
export function useShortcutKeys(): void {
  const palette = usePalette();
  const [, go] = useLocation();
  const since = useRef(Number.NEGATIVE_INFINITY);
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      const key = event.key.toLowerCase();
      if ((event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey && key === "k") {
        event.preventDefault();
        palette.list(false);
        palette.isOpen ? palette.close() : palette.open();
        return;
      }
      if (event.ctrlKey || event.metaKey || event.altKey || isTaken(event)) return;
      const screen = event.timeStamp - since.current < PATIENCE ? GO[key as keyof typeof GO] : undefined;
      since.current = key === "g" ? event.timeStamp : Number.NEGATIVE_INFINITY;
      if (screen) go(paths[screen]());
      else if (key === "?") palette.list(true);
      else if (key !== "/") return;
      else if (!focusSearch()) palette.open();
      // The letter after G is not the screen's own, and a slash is not typed into what it leads to.
      event.preventDefault();
      event.stopImmediatePropagation();
    };
    window.addEventListener("keydown", press, { capture: true });
    return () => window.removeEventListener("keydown", press, { capture: true });
  }, [palette, go]);
}

/** Where the focus went away with the screen that was left, it goes to the one that came. */
export function useFocusOnArrival(): void {
  const [path] = useLocation();
  // biome-ignore lint/correctness/useExhaustiveDependencies: each arrival counts.
  useEffect(keepFocus, [path]);
}
