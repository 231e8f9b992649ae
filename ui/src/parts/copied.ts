import { useCallback, useEffect, useState } from "react";

/** How long it is said that something was copied. */
const A_MOMENT = 1500;

interface Came {
  text: string;
  /** The clipboard took it. */
  isTaken: boolean;
}

/** What was copied a moment ago, what copies, and whether the clipboard refused a moment ago. */
export function useCopied(): [copied: string | null, copy: (text: string) => void, isRefused: boolean] {
  const [came, setCame] = useState<Came | null>(null);
  useEffect(() => {
    if (came === null) return;
    const timer = window.setTimeout(() => setCame(null), A_MOMENT);
    return () => window.clearTimeout(timer);
  }, [came]);
  const copy = useCallback(async (text: string) => {
    try {
      await navigator.clipboard.writeText(text);
      setCame({ text, isTaken: true });
    } catch {
      setCame({ text, isTaken: false });
    }
  }, []);
  return [came?.isTaken ? came.text : null, copy, came?.isTaken === false];
}
