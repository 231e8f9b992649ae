// What was done at once, for those who do not see what changed.
import { useCallback } from "react";
import { useTranslation } from "react-i18next";
import type { Verb } from "../wire/types.ts";

export function useActed(): (verb: Verb, environment: string) => string {
  const { t } = useTranslation();
  return useCallback(
    (verb, environment) => {
      switch (verb) {
        case "unhold":
        case "unfreeze":
        case "take_over":
        case "cancel":
        case "resume":
          return t(`acted.${verb}`, { environment });
        default:
          return t("acted.look", { environment });
      }
    },
    [t],
  );
}
