// What the parts of a credential are called.
import { useTranslation } from "react-i18next";
import type { en } from "../../words/en/index.ts";

type PartName = keyof (typeof en)["credentials"]["form"]["field"];

/** A part that a newer host has and the window knows no word for keeps its own name. */
export function usePartWords(): (name: string) => string {
  const { t } = useTranslation("credentials");
  return (name) => t(`form.field.${name as PartName}`, { defaultValue: name });
}

export function usePartWord(name: string): string {
  return usePartWords()(name);
}
