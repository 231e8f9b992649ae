// What may be typed into the filter of runs. The host alone says what fits.
import { personName } from "../../parts/person.ts";
import { suggestWords } from "../../parts/suggest-words.ts";
import type { ActivityRow, ProjectsDocument } from "../../wire/types.ts";

export const KEYS = ["project", "branch", "state", "author", "service", "release"] as const;
type Key = (typeof KEYS)[number];

const STATES = ["succeeded", "failed", "cancelled", "waiting", "running", "unknown"];

/** Per key what is known to occur. */
export type Values = Record<Key, string[]>;

export function valuesOf(projects: ProjectsDocument | undefined, rows: ActivityRow[]): Values {
  const all = projects?.projects ?? [];
  return {
    project: all.map(({ name }) => name),
    branch: each(rows.flatMap(({ branch }) => (branch === null ? [] : [branch]))),
    state: STATES,
    author: each(rows.map(({ actor }) => personName(actor).toLowerCase())),
    service: each(all.flatMap(({ services }) => services)),
    release: [],
  };
}

const each = (values: string[]) => [...new Set(values)];

/** What the word that is being typed may become. */
export function suggestionsFor(word: string, values: Values): string[] {
  return suggestWords(word, KEYS, (key) => values[key]);
}
