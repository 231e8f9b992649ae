// A list asks how high its rows are when their number changes, and only then.
import { useLayoutEffect, useRef } from "react";

/** Has a list place its rows anew when what their heights are made of has become another. */
export function useRemeasured(list: { measure(): void }, madeOf: unknown): void {
  const before = useRef(madeOf);
  useLayoutEffect(() => {
    if (before.current === madeOf) return;
    before.current = madeOf;
    list.measure();
  });
}
