// Which credentials a typed filter lets through.
import { type FilterWord, filterWords } from "../../parts/filter-words.ts";
import type { CredentialKind, CredentialRow } from "../../wire/types.ts";

export const KEYS = ["kind", "used", "test", "project", "environment", "name"] as const;
type Key = (typeof KEYS)[number];

/** A test for credentials; null when everything fits. */
export function filterOf(text: string): ((row: CredentialRow) => boolean) | null {
  const words = filterWords(text, KEYS).filter(({ value }) => value !== "");
  if (words.length === 0) return null;
  return (row) => words.every((word) => holds(word, row) !== word.not);
}

const has = (text: string | null, value: string) => text?.toLowerCase().includes(value) ?? false;

function holds({ key, value }: FilterWord, row: CredentialRow): boolean {
  if (key !== null) return KEYED[key as Key](value, row);
  const { name, kind, project, environment, shown } = row;
  const open = Object.values(row.fields).map((field) => field ?? null);
  return [name, kind, project, environment, shown, ...open].some((text) => has(text, value));
}

const KEYED: Record<Key, (value: string, row: CredentialRow) => boolean> = {
  kind: (value, { kind }) => has(kind, value),
  used: (value, { used, used_by }) =>
    value === "never"
      ? used === null
      : used_by.some((use) => Object.entries(use).some(([key, text]) => key !== "use" && has(text, value))),
  test: (value, { test }) => has(test.outcome, value),
  project: (value, { project }) => has(project, value),
  environment: (value, { environment }) => has(environment, value),
  name: (value, { name }) => has(name, value),
};

/** The values that a key has here. */
export function valuesOf(
  rows: readonly CredentialRow[],
  kinds: readonly CredentialKind[],
  key: Key,
): readonly string[] {
  const unique = (texts: readonly (string | null)[]) => [...new Set(texts.filter((text) => text !== null))];
  switch (key) {
    case "kind":
      return kinds;
    case "used":
      return ["never", ...unique(rows.flatMap(({ used_by }) => used_by.map(({ project }) => project)))];
    case "test":
      return unique(rows.map(({ test }) => test.outcome));
    default:
      return unique(rows.map((row) => row[key]));
  }
}
