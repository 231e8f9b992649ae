// Which branches a typed filter lets through, and which have work in them.
import { type FilterWord, filterWords } from "../../parts/filter-words.ts";
import { operationLook } from "../../parts/operation.ts";
import type { BranchDocument, RepositoryDocument } from "../../wire/types.ts";

export const KEYS = ["author", "ahead", "behind", "takes", "run", "project"] as const;
type Key = (typeof KEYS)[number];

type Test = (branch: BranchDocument, repository: RepositoryDocument) => boolean;

/** A test for branches; null when everything fits. */
export function filterOf(text: string): Test | null {
  const words = filterWords(text, KEYS).filter(({ value }) => value !== "");
  if (words.length === 0) return null;
  return (branch, repository) => words.every((word) => holds(word, branch, repository) !== word.not);
}

const has = (text: string, value: string) => text.toLowerCase().includes(value);

function holds({ key, value }: FilterWord, branch: BranchDocument, repository: RepositoryDocument): boolean {
  if (key !== null) return KEYED[key as Key](value, branch, repository);
  const { name, commit, subject, author } = branch;
  return [name, commit, subject, author, repository.project].some((text) => has(text, value));
}

const KEYED: Record<Key, (value: string, branch: BranchDocument, repository: RepositoryDocument) => boolean> =
  {
    author: (value, { author }) => has(author, value),
    takes: (value, { takes }) => takes.some((environment) => has(environment, value)),
    project: (value, _, { project }) => has(project, value),
    ahead: (value, { against }) =>
      against.some(({ environment, ahead }) => has(environment, value) && (ahead ?? 0) > 0),
    behind: (value, { against }) =>
      against.some(({ environment, behind }) => has(environment, value) && (behind ?? 0) > 0),
    run: (value, { last_run }) =>
      value === "none"
        ? last_run === null
        : last_run !== null && operationLook(last_run).word.startsWith(runWord(value)),
  };

/** What people type for a run that went well or goes on, as its look calls it. */
function runWord(value: string): string {
  if ("succeeded".startsWith(value)) return "done";
  return "running".startsWith(value) ? "busy" : value;
}

/** Whether a branch is checked out, goes somewhere, or has what does not run everywhere yet. */
export function hasWork({ checked_out, takes, against, stray, last_run }: BranchDocument): boolean {
  return (
    checked_out ||
    takes.length > 0 ||
    stray !== null ||
    (last_run?.busy ?? false) ||
    against.some(({ ahead }) => (ahead ?? 0) > 0)
  );
}
