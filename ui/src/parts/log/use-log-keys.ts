// The keys of a log that work wherever the focus is on its screen.
import { useEffect, useRef } from "react";

const TAKEN = "input, textarea, select, [contenteditable='true'], [data-over]";

interface Keys {
  step(by: 1 | -1): void;
  /** Null where there is nothing to follow. */
  follow: (() => void) | null;
}

export function useLogKeys(keys: Keys): void {
  const now = useRef(keys);
  now.current = keys;
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
      if (event.target instanceof Element && event.target.closest(TAKEN)) return;
      if (event.key === "n") now.current.step(1);
      else if (event.key === "N") now.current.step(-1);
      else if (event.key.toLowerCase() === "f" && now.current.follow) now.current.follow();
      else return;
      event.preventDefault();
    };
    window.addEventListener("keydown", press);
    return () => window.removeEventListener("keydown", press);
  }, []);
}
