// What takes longer than a second is said; what is quicker would only flicker.
import { useEffect, useState } from "react";

/** Whether something has been going on for a second. */
export function useSlow(going: boolean): boolean {
  const [slow, setSlow] = useState(false);
  useEffect(() => {
    setSlow(false);
    if (!going) return;
    const timer = window.setTimeout(() => setSlow(true), 1000);
    return () => window.clearTimeout(timer);
  }, [going]);
  return going && slow;
}
