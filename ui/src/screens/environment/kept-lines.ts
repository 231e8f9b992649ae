// The last lines of running containers: what is older is forgotten, so that a loud one fills nothing.
import type { LogLineDocument } from "../../wire/types.ts";

export const KEPT = 5000;
/** So many are kept while somebody reads: nothing that they look at goes away. */
export const HELD = 20_000;

export interface KeptLine extends LogLineDocument {
  /** Its number since the log was opened. */
  number: number;
}

export class KeptLines {
  /** How many there were at all. */
  total = 0;
  /** Those that are kept, oldest first. */
  lines: readonly KeptLine[] = [];
  private limit = KEPT;

  /** Whether somebody reads. Afterwards the older ones are forgotten. */
  hold(isHeld: boolean): void {
    this.limit = isHeld ? HELD : KEPT;
    if (this.lines.length > this.limit) this.lines = this.lines.slice(-this.limit);
  }

  add(more: readonly LogLineDocument[]): void {
    const numbered = more.slice(-this.limit).map((line, index, kept) => ({
      ...line,
      number: this.total + more.length - kept.length + index,
    }));
    this.total += more.length;
    this.lines = [
      ...this.lines.slice(Math.max(0, this.lines.length + numbered.length - this.limit)),
      ...numbered,
    ];
  }
}
