// What to look at before a plan is carried out: in the window's words where the parts of it are known.
import { useTranslation } from "react-i18next";
import { platform } from "../parts/platform.ts";
import type { Caution } from "../wire/types.ts";
import { useNames } from "./names.ts";

/** What warnings say; the engine's own sentence where its parts are not known. */
export function useCautionWords(parts: Record<string, Caution | undefined>): (warning: string) => string {
  const words = useWords();
  return (warning) => {
    const known = parts[warning];
    return known ? words(known) : warning;
  };
}

function useWords(): (caution: Caution) => string {
  const { t } = useTranslation("drawer");
  const names = useNames();
  return (one) => {
    switch (one.is) {
      case "dirty":
      case "no_remote":
      case "migrations_unknown":
        return t(`caution.${one.is}`);
      case "hotfix":
        return t("caution.hotfix", { before: one.environment, why: one.reason });
      case "migrations":
        return t("caution.migrations", { count: one.files, first: one.first });
      case "platform": {
        const { place, service, platforms } = one;
        const values = { place, service, own: platform(one.platform) };
        return t("caution.platform", { ...values, platforms: names(platforms.map(platform)) });
      }
      case "room":
        return t("caution.room", { place: one.place, needed: one.needed, free: one.free });
      case "disk":
        return t("caution.disk", { place: one.place, free: one.free });
      case "gone":
        return t("caution.gone", { service: one.service, version: one.version, repository: one.repository });
      case "foreign":
        return t("caution.foreign", { services: names(one.services) });
      case "secrets":
        return t("caution.secrets", { names: names(one.names, one.names.length) });
      case "unset":
        return t("caution.unset", { name: one.name });
    }
  };
}
