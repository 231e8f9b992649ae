// What may be typed into the filter of runs. The host alone says what fits.
import type { ActivityRow, ProjectsDocument } from "../../wire/types.ts";

export const KEYS = ["project", "branch", "state", "author", "service", "release"] as const;
type Key = (typeof KEYS)[number];

const STATES = ["succeeded", "failed", "cancelled", "waiting", "running", "unknown"];
const MOST = 8;

/** Per key what is known to occur. */
export type Values = Record<Key, string[]>;

export function valuesOf(projects: ProjectsDocument | undefined, rows: ActivityRow[]): Values {
  const all = projects?.projects ?? [];
  return {
    project: all.map(({ name }) => name),
    branch: each(rows.flatMap(({ branch }) => (branch === null ? [] : [branch]))),
    state: STATES,
    author: each(
      rows.map(({ actor }) => (actor.includes(" ") ? `"${actor.toLowerCase()}"` : actor.toLowerCase())),
    ),
    service: each(all.flatMap(({ services }) => services)),
    release: [],
  };
}

const each = (values: string[]) => [...new Set(values)];

/** What the word that is being typed may become: a key, then what it can have. */
export function suggestionsFor(word: string, values: Values): string[] {
  const minus = word.startsWith("-") ? "-" : "";
  const rest = word.slice(minus.length);
  const [key = "", ...typed] = rest.split(":");
  if (typed.length === 0) {
    return KEYS.filter((one) => one.startsWith(rest.toLowerCase())).map((one) => `${minus}${one}:`);
  }
  const known = KEYS.find((one) => one === key.toLowerCase());
  const begun = typed.join(":").replace(/^"/, "").toLowerCase();
  return (known ? values[known] : [])
    .filter((value) => value.toLowerCase().includes(begun))
    .slice(0, MOST)
    .map((value) => `${minus}${known}:${value}`);
}
