// What to look at before a plan is carried out: in the window's words where the parts of it are known.
import { useTranslation } from "react-i18next";
import { platform } from "../parts/platform.ts";
import { isEngines } from "../parts/problem-words.ts";
import type { Caution } from "../wire/types.ts";
import { useIsHeld } from "./credential/use-held.ts";
import { useNames } from "./names.ts";

/** What warnings say. Where the parts of one are not known, the engine's own sentence, introduced to whom it is foreign. */
export function useCautionWords(parts: Record<string, Caution | undefined>): (warning: string) => string {
  const { t, i18n } = useTranslation("drawer");
  const isHeld = useIsHeld(Object.values(parts).some((one) => one?.is === "unset"));
  const words = useWords(isHeld);
  return (warning) => {
    const known = parts[warning];
    if (known) return words(known);
    return isEngines(i18n.language) ? warning : t("caution.other", { said: warning });
  };
}

/** `isHeld` says whether the keychain holds a credential that is not known here. */
function useWords(isHeld: (name: string) => boolean): (caution: Caution) => string {
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
        return t(isHeld(one.name) ? "caution.unsetHeld" : "caution.unset", { name: one.name });
    }
  };
}
