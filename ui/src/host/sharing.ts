// One connection for all who listen: a browser has few of them for a host, and what is told before another one stands
// would be lost.
import type { Event } from "../wire/types.ts";

type Hear = (event: Event) => void;

/** `open` connects and returns what ends that. What comes out is heard by any number, over one connection. */
export function sharing(open: (hear: Hear) => () => void): (hear: Hear) => () => void {
  const hearers = new Set<{ hear: Hear }>();
  let close: (() => void) | null = null;
  return (hear) => {
    const hearer = { hear };
    hearers.add(hearer);
    close ??= open((event) => {
      for (const one of [...hearers]) one.hear(event);
    });
    return () => {
      hearers.delete(hearer);
      if (hearers.size > 0) return;
      close?.();
      close = null;
    };
  };
}
