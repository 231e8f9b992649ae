// Lists of names as people say them: "host-1, host-2 and 3 more".
import { useMemo } from "react";
import { useTranslation } from "react-i18next";

/** How many names are said before the rest is counted. */
const SAID = 3;

export function useNames(): (names: string[], said?: number) => string {
  const { t } = useTranslation("drawer");
  return useMemo(
    () =>
      (names, said = SAID) => {
        const comma = t("names.comma");
        const [last] = names.slice(-1);
        if (names.length <= 1) return last ?? "";
        if (names.length <= said) {
          return t("names.and", { names: names.slice(0, -1).join(comma), last });
        }
        const first = names.slice(0, said - 1);
        return t("names.more", { names: first.join(comma), count: names.length - first.length });
      },
    [t],
  );
}
