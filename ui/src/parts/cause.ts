// Why a service is in its state: in the window's words where the parts of it are known.
import { useTranslation } from "react-i18next";
import type { Cell } from "../wire/types.ts";
import { useToldAs } from "./problem-words.ts";

export function useCause(): (cell: Pick<Cell, "why" | "cause">) => string | null {
  const { t } = useTranslation();
  const told = useToldAs();
  return ({ why, cause }) => {
    if (why === null || cause === null) return why && told(why, null);
    switch (cause.is) {
      case "problem":
        return told(why, cause.code);
      case "removed":
        return t("cause.removed", { release: cause.release });
      case "deployed":
        return t("cause.deployed", { version: cause.version });
      case "place": {
        const { place, health } = cause;
        return health === "healthy" || health === "starting" ? why : t(`cause.${health}`, { place });
      }
    }
  };
}
