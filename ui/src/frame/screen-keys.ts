// The keys of a screen: they work wherever the focus is on it, but not in a field, nor in what lies beside or above.
import { useEffect, useRef } from "react";

const TAKEN = "input, textarea, select, [contenteditable='true'], [data-over], [role='dialog']";

/** What a key does is asked when it is pressed; a key that does nothing is left alone. */
export function useScreenKeys(actOf: (key: string) => (() => void) | null | undefined): void {
  const now = useRef(actOf);
  now.current = actOf;
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
      if (event.defaultPrevented || (event.target instanceof Element && event.target.closest(TAKEN))) return;
      const act = now.current(event.key);
      if (!act) return;
      event.preventDefault();
      act();
    };
    window.addEventListener("keydown", press);
    return () => window.removeEventListener("keydown", press);
  }, []);
}
