// What is said about the lines of a proposal, and how it follows them while they are edited.
import type { NoteDocument } from "../../wire/types.ts";

/** What is said about a line. */
export interface Note {
  text: string;
  guess: boolean;
  /** The line of the repository that it goes back to, as `PATH:LINE`. */
  source: string | null;
}

/** By line, from 1. */
export type Notes = ReadonlyMap<number, Note>;

/** The engine's comment without what stands beside it anyhow: that it is a guess, and where it comes from. */
function bare({ text, guess, source }: NoteDocument): string {
  const said = guess ? text.replace(/^guess: /, "") : text;
  const end = source === null ? "" : ` (${source})`;
  return said.endsWith(end) ? said.slice(0, said.length - end.length) : said;
}

/** The path of `PATH:LINE`. */
export function fileOf(place: string): string {
  return place.replace(/:\d+$/, "");
}

/** Whether a note goes back to a file. */
export function isFrom(note: Note | undefined, file: string | null): boolean {
  return file !== null && note?.source != null && fileOf(note.source) === file;
}

export function notesOf(documents: NoteDocument[]): Notes {
  return new Map(
    documents.map((note) => [note.line, { text: bare(note), guess: note.guess, source: note.source }]),
  );
}

/**
 * The notes of a text that was made of `proposed`. A line that somebody wrote anew has none: nothing of the repository
 * says it any more, and it is no guess either.
 */
export function carried(notes: Notes, proposed: string, edited: string): Notes {
  if (proposed === edited) return notes;
  const [before, after] = [proposed.split("\n"), edited.split("\n")];
  const found = new Map<number, Note>();
  for (const [old, line] of sameLines(before, after)) {
    const note = notes.get(old + 1);
    if (note) found.set(line + 1, note);
  }
  return found;
}

/** Which line became which, from 0: the longest common subsequence between what is the same at both ends. */
export function sameLines(before: string[], after: string[]): [number, number][] {
  const shorter = Math.min(before.length, after.length);
  let head = 0;
  while (head < shorter && before[head] === after[head]) head++;
  let tail = 0;
  while (tail < shorter - head && before[before.length - 1 - tail] === after[after.length - 1 - tail]) tail++;
  const same: [number, number][] = [];
  for (let line = 0; line < head; line++) same.push([line, line]);
  for (const [old, line] of common(
    before.slice(head, before.length - tail),
    after.slice(head, after.length - tail),
  ))
    same.push([old + head, line + head]);
  for (let back = tail; back > 0; back--) same.push([before.length - back, after.length - back]);
  return same;
}

function common(before: string[], after: string[]): [number, number][] {
  // lengths[i][j]: how long the longest common subsequence of what begins at i and at j is.
  const lengths = Array.from({ length: before.length + 1 }, () => new Uint32Array(after.length + 1));
  const at = (i: number, j: number) => lengths[i]?.[j] ?? 0;
  for (let i = before.length - 1; i >= 0; i--) {
    const row = lengths[i];
    if (!row) continue;
    for (let j = after.length - 1; j >= 0; j--)
      row[j] = before[i] === after[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
  }
  const same: [number, number][] = [];
  for (let i = 0, j = 0; i < before.length && j < after.length; ) {
    if (before[i] === after[j]) same.push([i++, j++]);
    else if (at(i + 1, j) >= at(i, j + 1)) i++;
    else j++;
  }
  return same;
}
