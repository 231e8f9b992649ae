// Names that stand one after the other, as the window's language parts them.
import type { TFunction } from "i18next";

export function listed(names: string, t: TFunction<"proposal">): string {
  return names.split(", ").join(t("comma"));
}
