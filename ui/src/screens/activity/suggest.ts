// What may be typed into the filter: keys first, then what a key can have. The host alone says what fits.
import type { ActivityRow, ProjectsDocument } from "../../wire/types.ts";

export const KEYS = ["project", "env", "service", "state", "kind", "author", "release"] as const;
type Key = (typeof KEYS)[number];

const STATES = ["succeeded", "failed", "rolled_back", "cancelled", "waiting", "running", "unknown"];
const KINDS = ["run", "deploy", "promote", "rollback", "restart"];
const MOST = 8;

/** Per key what is known to occur. */
export type Values = Record<Key, string[]>;

export function valuesOf(projects: ProjectsDocument | undefined, rows: ActivityRow[]): Values {
  const all = projects?.projects ?? [];
  return {
    project: all.map(({ name }) => name),
    env: each(all.flatMap(({ environments }) => environments)),
    service: each(all.flatMap(({ services }) => services)),
    state: STATES,
    kind: KINDS,
    author: each(rows.map(({ actor }) => quoted(actor.toLowerCase()))),
    release: each(rows.flatMap(({ release }) => (release === null ? [] : [String(release)]))),
  };
}

const each = (values: string[]) => [...new Set(values)];

/** A value with blanks stands in quotes, or it would be two words. */
function quoted(value: string): string {
  return value.includes(" ") ? `"${value}"` : value;
}

/** What the word that is being typed may become. */
export function suggestionsFor(word: string, values: Values): string[] {
  const [minus, rest] = word.startsWith("-") ? ["-", word.slice(1)] : ["", word];
  const colon = rest.indexOf(":");
  if (colon < 0) {
    return KEYS.filter((key) => key.startsWith(rest.toLowerCase())).map((key) => `${minus}${key}:`);
  }
  const key = rest.slice(0, colon).toLowerCase();
  const typed = rest
    .slice(colon + 1)
    .replace(/^"/, "")
    .toLowerCase();
  if (!isKey(key)) return [];
  return values[key]
    .filter((value) => value.toLowerCase().replace(/^"/, "").includes(typed))
    .slice(0, MOST)
    .map((value) => `${minus}${key}:${value}`);
}

function isKey(word: string): word is Key {
  return (KEYS as readonly string[]).includes(word);
}
