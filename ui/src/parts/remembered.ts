// What a person set on a screen, kept on this device: columns, sort, filter.
import { useCallback, useState } from "react";

export const isText = (value: unknown): value is string => typeof value === "string";
export const isYesNo = (value: unknown): value is boolean => typeof value === "boolean";

/** A value that is there again next time. What is kept and no longer fits is left alone. */
export function useRemembered<Value>(
  name: string,
  initial: Value,
  fits: (value: unknown) => value is Value,
): [Value, (value: Value) => void] {
  const [value, setValue] = useState<Value>(() => read(name, fits) ?? initial);
  const remember = useCallback(
    (next: Value) => {
      setValue(next);
      write(name, next);
    },
    [name],
  );
  return [value, remember];
}

const place = (name: string) => `slipway.${name}`;

function read<Value>(name: string, fits: (value: unknown) => value is Value): Value | null {
  try {
    const kept: unknown = JSON.parse(window.localStorage.getItem(place(name)) ?? "null");
    return fits(kept) ? kept : null;
  } catch {
    return null;
  }
}

/** Where nothing can be kept, it holds until the window is closed. */
function write(name: string, value: unknown) {
  try {
    window.localStorage.setItem(place(name), JSON.stringify(value));
  } catch {}
}
