import { useEffect, useState } from "react";

/** A text once it has been left alone for so many milliseconds. */
export function useDelayed(text: string, pause = 120): string {
  const [delayed, setDelayed] = useState(text);
  useEffect(() => {
    const timer = window.setTimeout(() => setDelayed(text), pause);
    return () => window.clearTimeout(timer);
  }, [text, pause]);
  return delayed;
}
