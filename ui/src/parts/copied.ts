import { useCallback, useEffect, useState } from "react";

/** How long it is said that something was copied. */
const A_MOMENT = 1500;

/** What was copied a moment ago, and what copies. */
export function useCopied(): [string | null, (text: string) => void] {
  const [copied, setCopied] = useState<string | null>(null);
  useEffect(() => {
    if (copied === null) return;
    const timer = window.setTimeout(() => setCopied(null), A_MOMENT);
    return () => window.clearTimeout(timer);
  }, [copied]);
  const copy = useCallback((text: string) => {
    // What was not copied is not said to be.
    void navigator.clipboard.writeText(text).then(
      () => setCopied(text),
      () => {},
    );
  }, []);
  return [copied, copy];
}
