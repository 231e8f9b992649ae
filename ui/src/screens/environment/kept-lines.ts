// The last lines of running containers: what is older is forgotten, so that a loud one fills nothing.
import type { LogLineDocument } from "../../wire/types.ts";

export const KEPT = 5000;

export interface KeptLine extends LogLineDocument {
  /** Its number since the log was opened. */
  number: number;
}

export class KeptLines {
  /** How many there were at all. */
  total = 0;
  /** Those that are kept, oldest first. */
  lines: readonly KeptLine[] = [];

  add(more: readonly LogLineDocument[]): void {
    const numbered = more.slice(-KEPT).map((line, index, kept) => ({
      ...line,
      number: this.total + more.length - kept.length + index,
    }));
    this.total += more.length;
    this.lines = [...this.lines.slice(Math.max(0, this.lines.length + numbered.length - KEPT)), ...numbered];
  }
}
