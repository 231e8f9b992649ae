// What a log is made of, wherever it comes from.
import type { ReactNode } from "react";
import type { Look } from "../states.ts";

export interface LogLine {
  /** When, in milliseconds since 1970. */
  at: number | null;
  /** It reads like the telling of an error. */
  alarm: boolean;
  /** As it was written; it may hold ANSI colours. */
  text: string;
  /** Who wrote it, where several do. */
  label?: string;
}

/** Neighbouring lines of one log under a heading that folds them. */
export interface Section {
  /** Names it among the sections shown together. */
  id: string;
  /** The log that its lines stand in. */
  log: string;
  /** Its first line there, from 0. */
  from: number;
  /** How many lines it has so far. */
  lines: number;
  /** What its heading says; null where lines stand without one. */
  title: string | null;
  look: Look;
  /** What the heading's end says, such as how long it took. */
  note: ReactNode;
  /** When it began, which relative times count from. */
  since: number | null;
  /** More lines will come. */
  grows: boolean;
}

/** One line of one log. */
export interface LinePlace {
  log: string;
  line: number;
}

/** Neighbouring lines of one log. `to` is the line after the last. */
export interface LineRange {
  log: string;
  from: number;
  to: number;
}

/** Where the lines are. What is not there yet is undefined, comes when it is wanted, and is told. */
export interface Lines {
  line(log: string, line: number): LogLine | undefined;
  /** The lines that are shown now; replaces what was wanted before. */
  want(ranges: LineRange[]): void;
  /** All of these lines, also those that are not here. */
  all(range: LineRange): Promise<LogLine[]>;
  subscribe(changed: () => void): () => void;
  /** A number that is another one after each change. */
  version(): number;
  /** Why lines that are wanted do not come; null where nothing is the matter. */
  readonly problem: unknown;
  /** Tries again after a problem. */
  again(): void;
}

/** The lines of a log in which something was found: the first of them, and how many there are. */
export interface Found {
  lines: number[];
  total: number;
}

/** Looks for a text, or with `errors` for lines that read like an error, in a log. */
export type Search = (log: string, text: string, errors: boolean) => Promise<Found>;
