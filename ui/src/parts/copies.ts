// Hashes of a list are copied by a click: one listener serves all of them.
import { useCallback } from "react";
import { useCopied } from "./copied.ts";

/**
 * What was copied a moment ago, what copies where a click hit something that says so with `data-copy`, and whether the
 * clipboard refused a moment ago.
 */
export function useCopies(): [string | null, (target: EventTarget | null) => boolean, boolean] {
  const [copied, copy, isRefused] = useCopied();
  const copyAt = useCallback(
    (target: EventTarget | null) => {
      const hit = target instanceof Element ? target.closest<HTMLElement>("[data-copy]") : null;
      const text = hit?.dataset.copy;
      if (text === undefined) return false;
      copy(text);
      return true;
    },
    [copy],
  );
  return [copied, copyAt, isRefused];
}
