// What is said of a file that is no YAML, in the window's words; null where it is something else.
import type { TFunction } from "i18next";
import { whichOf } from "../../parts/sentence-forms.ts";
import { REST, YAML } from "./unread-sentences.ts";

export function unread(text: string, t: TFunction<"proposal">): string | null {
  for (const name of Object.keys(REST) as (keyof typeof REST)[]) {
    const end = ` ${REST[name]}`;
    if (!text.endsWith(end)) continue;
    const said = text.slice(0, -end.length);
    const found = whichOf(said, YAML);
    const rest = t(`rest.${name}`);
    if (!found) return `${said} ${rest}`;
    const told = t(`yaml.${found.name}`, { ...found.parts, error: found.parts.error });
    return t("unread", { said: told, rest });
  }
  return null;
}
