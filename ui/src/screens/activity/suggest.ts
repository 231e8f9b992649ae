// What may be typed into the filter: keys first, then what a key can have. The host alone says what fits.
import { personName } from "../../parts/person.ts";
import { suggestWords } from "../../parts/suggest-words.ts";
import type { ActivityRow, ProjectsDocument } from "../../wire/types.ts";

export const KEYS = ["project", "env", "service", "branch", "state", "kind", "author", "release"] as const;
type Key = (typeof KEYS)[number];

const STATES = ["succeeded", "failed", "rolled_back", "cancelled", "waiting", "running", "unknown"];
const KINDS = ["run", "deploy", "promote", "rollback", "restart"];

/** Per key what is known to occur. */
export type Values = Record<Key, string[]>;

export function valuesOf(projects: ProjectsDocument | undefined, rows: ActivityRow[]): Values {
  const all = projects?.projects ?? [];
  return {
    project: all.map(({ name }) => name),
    env: each(all.flatMap(({ environments }) => environments)),
    service: each(all.flatMap(({ services }) => services)),
    branch: each(rows.flatMap(({ branch }) => (branch === null ? [] : [branch]))),
    state: STATES,
    kind: KINDS,
    author: each(rows.map(({ actor }) => personName(actor).toLowerCase())),
    release: each(rows.flatMap(({ release }) => (release === null ? [] : [String(release)]))),
  };
}

const each = (values: string[]) => [...new Set(values)];

/** What the word that is being typed may become. */
export function suggestionsFor(word: string, values: Values): string[] {
  return suggestWords(word, KEYS, (key) => values[key]);
}
