// The keys of a log that work wherever the focus is on its screen.
import { useScreenKeys } from "../../frame/screen-keys.ts";

interface Keys {
  step(by: 1 | -1): void;
  /** Null where there is nothing to follow. */
  follow: (() => void) | null;
}

export function useLogKeys({ step, follow }: Keys): void {
  useScreenKeys((key) => {
    if (key === "n") return () => step(1);
    if (key === "N") return () => step(-1);
    return key.toLowerCase() === "f" ? follow : null;
  });
}
