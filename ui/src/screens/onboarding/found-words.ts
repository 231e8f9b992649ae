// What the engine notices in a repository, in the window's words; its own where they are not known.
import type { TFunction } from "i18next";
import { useTranslation } from "react-i18next";
import { partsOf, whichOf } from "../../parts/sentence-forms.ts";
import { FAULT, FOUND, JOB_WHY, KIND, MOUNT, PART } from "./found-sentences.ts";
import { listed } from "./listed.ts";
import { unheard } from "./unheard-words.ts";
import { unread } from "./unread-words.ts";

type Words = TFunction<"proposal">;
type Parts = Record<string, string>;

interface FoundWords {
  /** A sentence about a file or the repository. */
  said(text: string): string;
  /** What a file is. */
  kind(text: string): string;
}

export function useFoundWords(): FoundWords {
  const { t } = useTranslation("proposal");
  return {
    said: (text) => told(text, t) ?? text,
    kind: (text) => {
      const found = whichOf(text, KIND);
      return found ? t(`kind.${found.name}`) : text;
    },
  };
}

function told(text: string, t: Words): string | null {
  const found = whichOf(text, FOUND);
  if (!found) return unread(text, t) ?? unheard(text, t);
  const parts = worded(found.parts, t);
  return parts && t(`found.${found.name}`, { ...parts, name: parts.name });
}

/** The parts, in words where they are no names; null where one has none. */
function worded({ mount, part, ...others }: Parts, t: Words): Parts | null {
  const parts = { ...others };
  const { names, why, fault } = others;
  if (names !== undefined) parts.names = listed(names, t);
  // Why something was left out counts less than that it was: it may stay in the engine's words.
  if (why !== undefined) parts.why = jobWhy(why, t) ?? why;
  if (fault !== undefined) parts.fault = faultOf(fault, t) ?? fault;
  if (part !== undefined) {
    const known = whichOf(part, PART);
    if (!known) return null;
    parts.part = t(`part.${known.name}`);
  }
  if (mount !== undefined) {
    const name = partsOf(mount, MOUNT)?.name;
    if (name === undefined) return null;
    parts.mount = t("mount", { name });
  }
  return parts;
}

function jobWhy(why: string, t: Words): string | null {
  const found = whichOf(why, JOB_WHY);
  if (!found) return null;
  const { name, names } = found.parts;
  return t(`jobWhy.${found.name}`, { name, names: names && listed(names, t) });
}

function faultOf(fault: string, t: Words): string | null {
  const found = whichOf(fault, FAULT);
  return found && t(`fault.${found.name}`, { ...found.parts, details: found.parts.details });
}
