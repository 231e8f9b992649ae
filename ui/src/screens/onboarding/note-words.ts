// What the engine says beside the lines of a proposal, in the window's words; its own where they are not known.
import type { TFunction } from "i18next";
import { useTranslation } from "react-i18next";
import { partsOf, whichOf } from "../../parts/sentence-forms.ts";
import { listed } from "./listed.ts";
import { FROM, GUESS, HEARD, NAMED, RUN_OR_BUILT, STANDS } from "./note-sentences.ts";
import type { Note, Notes } from "./notes.ts";

type Words = TFunction<"proposal">;
type Parts = Record<string, string>;

/** The same notes as they are shown. */
export function useNoteWords(): (notes: Notes) => Notes {
  const { t } = useTranslation("proposal");
  return (notes) => new Map([...notes].map(([line, note]) => [line, { ...note, text: told(note, t) }]));
}

function told({ text, guess, source }: Note, t: Words): string {
  if (guess) return guessed(text, t) ?? text;
  const who = partsOf(text, FROM)?.who;
  if (who === undefined) return text;
  const heard = whichOf(who, HEARD);
  if (heard) return t(`heard.${heard.name}`, { ...heard.parts, host: heard.parts.host });
  return t("from", { who: source === null ? listed(who, t) : who });
}

function guessed(text: string, t: Words): string | null {
  const found = whichOf(text, GUESS);
  const parts = found && worded(found.parts, t);
  return found && parts && t(`guess.${found.name}`, { ...parts, name: parts.name });
}

/** The parts, in words where they are no names; null where one has none. */
function worded({ why, what, stands, ...names }: Parts, t: Words): Parts | null {
  const parts = { ...names };
  for (const name of ["who", "gaps"]) if (parts[name] !== undefined) parts[name] = listed(parts[name], t);
  if (why !== undefined) {
    const known = whichOf(why, RUN_OR_BUILT);
    if (!known) return null;
    parts.why = t(`runOrBuilt.${known.name}`);
  }
  if (what !== undefined) {
    const known = whichOf(what, NAMED);
    if (!known) return null;
    parts.what = t(`named.${known.name}`);
  }
  if (stands !== undefined) {
    // The first part ends at the first space, and the names have more.
    const [, who = "", verb = ""] = /^(.+) (\S+)$/.exec(`${names.who} ${stands}`) ?? [];
    const known = whichOf(verb, STANDS);
    if (!known) return null;
    parts.who = listed(who, t);
    parts.stands = t(`stands.${known.name}`);
  }
  return parts;
}
