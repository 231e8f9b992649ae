// Where the keyboard is on the board. It stays there when the board changes, and the focus with it.
import { type RefObject, useCallback, useEffect, useMemo, useRef, useState } from "react";
import { cellAt } from "./found.ts";
import { first, moved, type Spot, type Spots, type Way } from "./spots.ts";

export interface Roving {
  /** The one place that a tab stops at. */
  current: Spot | null;
  /** Goes there, with the focus. */
  go(spot: Spot): void;
  /** Is there already. */
  stand(spot: Spot): void;
  move(way: Way): void;
}

function isThere({ rows, columns }: Spots, { project, service, environment }: Spot): boolean {
  const row = rows.find((row) => row.project === project && row.service === service);
  return row?.present[columns.indexOf(environment)] ?? false;
}

export function useRoving(spots: Spots, around: RefObject<HTMLElement | null>): Roving {
  const [stood, setStood] = useState<Spot | null>(null);
  const current = stood && isThere(spots, stood) ? stood : first(spots);
  const hasFocus = useRef(false);
  const go = useCallback(
    (spot: Spot) => {
      setStood(spot);
      if (around.current) cellAt(around.current, spot)?.focus();
    },
    [around],
  );
  const move = useCallback(
    (way: Way) => {
      const to = current && moved(spots, current, way);
      if (to) go(to);
    },
    [spots, current, go],
  );
  useEffect(() => {
    const element = around.current;
    if (!element) return;
    const focused = (event: FocusEvent) => {
      hasFocus.current = element.contains(event.target as Node);
    };
    // What is removed tells nobody that it had the focus, so only another's getting it counts as losing it.
    document.addEventListener("focusin", focused);
    return () => document.removeEventListener("focusin", focused);
  }, [around]);
  // A button that did what it said is gone with the focus: its cell has it then.
  useEffect(() => {
    if (hasFocus.current && document.activeElement === document.body && current && around.current) {
      cellAt(around.current, current)?.focus({ preventScroll: true });
    }
  });
  return useMemo(() => ({ current, go, stand: setStood, move }), [current, go, move]);
}
