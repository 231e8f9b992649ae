// What is said of a registry or a host that could not be asked, in the window's words; null where it is something else.
// Why is told as whoever was asked said it.
import type { TFunction } from "i18next";
import { partsOf, whichOf } from "../../parts/sentence-forms.ts";
import { LATE, LOGIN, TO_DO, UNHEARD } from "./unheard-sentences.ts";

export function unheard(text: string, t: TFunction<"proposal">): string | null {
  const late = partsOf(text, LATE);
  if (late) return t("late", { name: late.name });
  const end = text.indexOf(": ");
  const found = end < 0 ? null : whichOf(text.slice(0, end), UNHEARD);
  if (!found) return null;
  const said = text.slice(end + 2);
  const advised = partsOf(said, `{why}${TO_DO}`);
  const what = t(`unheard.${found.name}`, { ...found.parts, name: found.parts.name });
  if (advised?.hint === undefined) return t("because", { what, why: said });
  const hint = advised.hint === LOGIN ? t("login") : advised.hint;
  return `${t("because", { what, why: advised.why })}${t("toDo", { hint })}`;
}
