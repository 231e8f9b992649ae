// Lines that are all here, such as the last ones of a container.

import { plain } from "./ansi.ts";
import type { Found, LineRange, Lines, LogLine } from "./line.ts";
import { matcher } from "./marks.ts";

export class ArrayLines implements Lines {
  readonly problem = null;
  private readonly hearers = new Set<() => void>();
  private changes = 0;

  /** `dropped` is how many there were before them, which are no longer here. */
  constructor(
    private lines: readonly LogLine[],
    private dropped: number,
  ) {}

  set(lines: readonly LogLine[], dropped: number): void {
    this.lines = lines;
    this.dropped = dropped;
    this.changes += 1;
    for (const hear of this.hearers) hear();
  }

  line(_: string, line: number): LogLine | undefined {
    return this.lines[line - this.dropped];
  }

  want(): void {}

  async all({ from, to }: LineRange): Promise<LogLine[]> {
    return this.lines.slice(Math.max(0, from - this.dropped), Math.max(0, to - this.dropped));
  }

  find(text: string, errors: boolean): Found {
    const sought = matcher(text);
    const lines: number[] = [];
    for (const [index, line] of this.lines.entries()) {
      if ((!errors || line.alarm) && (!sought || plain(line.text).search(sought) >= 0))
        lines.push(index + this.dropped);
    }
    return { lines, total: lines.length };
  }

  again(): void {}

  subscribe = (hear: () => void): (() => void) => {
    this.hearers.add(hear);
    return () => this.hearers.delete(hear);
  };

  version = (): number => this.changes;
}
