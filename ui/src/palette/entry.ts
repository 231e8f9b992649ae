// What the palette offers, and which of it fits what was typed.
import type { LucideIcon } from "lucide-react";
import type { Drawn } from "../frame/drawer.tsx";
import type { Look } from "../parts/states.ts";
import type { Where } from "../screens/board/acts.tsx";
import type { Action, SettingsDocument } from "../wire/types.ts";

/** In the order in which they stand. */
export const GROUPS = [
  "do",
  "manage",
  "open",
  "environments",
  "services",
  "images",
  "branches",
  "credentials",
  "projects",
  "screens",
  "activity",
  "settings",
] as const;

export type Group = (typeof GROUPS)[number];

/** What choosing an entry does. */
export type Effect =
  | { what: "go"; path: string }
  | { what: "draw"; drawn: Drawn }
  | { what: "act"; where: Where; action: Action }
  | { what: "choose"; change: Partial<SettingsDocument> }
  | { what: "list" };

export interface Entry {
  id: string;
  group: Group;
  icon: LucideIcon | Look;
  label: string;
  /** What it is about, fainter. */
  about?: string;
  /** What else it is found by. */
  words?: string;
  /** The verbs by one of which it is asked for: without one it is not offered. */
  asked?: string;
  /** What stands at its end. */
  end?: { look?: Look; text: string };
  /** The keys that do the same. */
  keys?: string[];
  /** It is about an environment that needs a person. */
  needed?: boolean;
  /** It is about one service of many. */
  single?: boolean;
  /** It cannot be done now; choosing it shows why. */
  blocked?: boolean;
  effect: Effect;
}

export interface Shown {
  group: Group;
  entries: Entry[];
  /** How many there are, with those that are not shown. */
  all: number;
}

/** While nothing is typed, what is near at hand. */
const AT_FIRST: Partial<Record<Group, number>> = { do: 7, open: 4, screens: 9 };
const TYPED = 7;
const TYPED_DO = 9;

export function shownOf(entries: Entry[], typed: string): Shown[] {
  const words = wordsOf(typed);
  return GROUPS.flatMap((group) => {
    const limit = words.length > 0 ? (group === "do" ? TYPED_DO : TYPED) : (AT_FIRST[group] ?? 0);
    const found = fitting(
      entries.filter((entry) => entry.group === group),
      words,
    );
    return found.length > 0 && limit > 0
      ? [{ group, entries: found.slice(0, limit), all: found.length }]
      : [];
  });
}

export function wordsOf(typed: string): string[] {
  return typed.toLowerCase().split(/\s+/).filter(Boolean);
}

/** Those in which every word stands: first what begins so, then what is about all of it, then what can be done now. */
function fitting(entries: Entry[], words: string[]): Entry[] {
  return entries
    .filter((entry) => {
      if (entry.asked !== undefined && !isAsked(entry.asked, words)) return false;
      const text = textOf(entry);
      return words.every((word) => text.includes(word));
    })
    .map((entry) => ({ entry, rank: rank(entry, words) }))
    .sort((one, other) => one.rank - other.rank)
    .map(({ entry }) => entry);
}

/** What each is found by, made when it is first sought: there may be ten thousand. */
const TEXTS = new WeakMap<Entry, string>();

function textOf(entry: Entry): string {
  const known = TEXTS.get(entry);
  if (known !== undefined) return known;
  const { label, about, words, asked } = entry;
  const text = [label, about, words, asked].join(" ").toLowerCase();
  TEXTS.set(entry, text);
  return text;
}

/** Whether one of these verbs was typed, or two letters of it. */
export function isAsked(verbs: string, words: string[]): boolean {
  return words.some((word) => word.length > 1 && verbs.split(" ").some((verb) => verb.startsWith(word)));
}

function rank({ label, needed, single, blocked }: Entry, [first]: string[]): number {
  // While nothing is typed, what needs a person is what one is most likely here for.
  const fits = first === undefined ? needed : label.toLowerCase().startsWith(first);
  // 0.1.4 is that before it is the beginning of 0.1.48.
  const isWhole = fits && (first === undefined || /^(\s|$)/.test(label.slice(first.length)));
  return (isWhole ? 0 : fits ? 4 : 8) + (single ? 2 : 0) + (blocked ? 1 : 0);
}

/** A label in parts, of which those that were typed are marked. */
export function marked(label: string, words: string[]): { text: string; mark: boolean }[] {
  const lower = label.toLowerCase();
  const marks = new Array<boolean>(label.length).fill(false);
  for (const word of words) {
    for (let at = lower.indexOf(word); at >= 0; at = lower.indexOf(word, at + word.length))
      marks.fill(true, at, at + word.length);
  }
  const parts: { text: string; mark: boolean }[] = [];
  for (let at = 0; at < label.length; at++) {
    const mark = marks[at] ?? false;
    const last = parts.at(-1);
    if (last?.mark === mark) last.text += label[at];
    else parts.push({ text: label[at] ?? "", mark });
  }
  return parts;
}
