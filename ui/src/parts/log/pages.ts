// The lines of logs that lie elsewhere: asked for in pages while they are wanted, a bounded number of them kept.
import type { LineRange, Lines, LogLine } from "./line.ts";

/** How many lines are asked for at once. */
export const PAGE = 500;
/** How many pages are kept. */
export const KEPT = 48;
/** How many are asked for at the same time. */
const AT_ONCE = 2;
/** The most that a host answers at once; what is read from end to end is read in such pieces. */
const MOST = 5000;

export interface Answered {
  lines: LogLine[];
  /** How many lines the log has now. */
  total: number;
}

export type AskLines = (log: string, from: number, limit: number) => Promise<Answered>;

interface Page {
  lines: LogLine[];
  /** Up to which line it was wanted when it was asked for: what was missing then was not there yet. */
  upTo: number;
}

interface Wish {
  log: string;
  page: number;
  upTo: number;
}

export class Pages implements Lines {
  /** The first of them is the one that was wanted the longest time ago. */
  private readonly pages = new Map<string, Page>();
  private readonly totals = new Map<string, number>();
  private readonly hearers = new Set<() => void>();
  private readonly asked = new Set<string>();
  private wishes: Wish[] = [];
  /** The logs that are to be asked whether they have grown. What is wanted instead takes nothing from them. */
  private readonly probes = new Set<string>();
  private changes = 0;
  /** Why the last page did not come. Nothing is asked for until `again`. */
  problem: unknown = null;

  constructor(private readonly ask: AskLines) {}

  line(log: string, line: number): LogLine | undefined {
    const page = Math.floor(line / PAGE);
    return this.pages.get(key({ log, page }))?.lines[line - page * PAGE];
  }

  /** How many lines a log has, as far as an answer has said. */
  total(log: string): number {
    return this.totals.get(log) ?? 0;
  }

  want(ranges: LineRange[]): void {
    const wanted = ranges.flatMap(({ log, from, to }) => {
      const first = Math.floor(from / PAGE);
      const last = Math.floor(Math.max(from, to - 1) / PAGE);
      return Array.from({ length: last - first + 1 }, (_, index) => {
        const page = first + index;
        return { log, page, upTo: Math.min(to, (page + 1) * PAGE) };
      });
    });
    for (const wish of wanted) this.touch(wish);
    this.wishes = wanted.filter((wish) => this.isMissing(wish));
    this.pump();
  }

  /** Asks whether a log has grown; what it has grown by comes along. */
  probe(log: string): void {
    this.probes.add(log);
    this.pump();
  }

  async all({ log, from, to }: LineRange): Promise<LogLine[]> {
    const lines: LogLine[] = [];
    while (from + lines.length < to) {
      const next = from + lines.length;
      const answered = await this.ask(log, next, Math.min(MOST, to - next));
      if (answered.lines.length === 0) break;
      lines.push(...answered.lines);
    }
    return lines;
  }

  /** Asks again after a problem. */
  again(): void {
    this.problem = null;
    this.changed();
  }

  subscribe = (hear: () => void): (() => void) => {
    this.hearers.add(hear);
    return () => this.hearers.delete(hear);
  };

  version = (): number => this.changes;

  /** How many lines are kept now. */
  get size(): number {
    return [...this.pages.values()].reduce((sum, { lines }) => sum + lines.length, 0);
  }

  private changed() {
    this.changes += 1;
    for (const hear of this.hearers) hear();
  }

  private touch(place: { log: string; page: number }) {
    const page = this.pages.get(key(place));
    if (!page) return;
    this.pages.delete(key(place));
    this.pages.set(key(place), page);
  }

  private isMissing({ log, page, upTo }: Wish): boolean {
    const there = this.pages.get(key({ log, page }));
    if (!there) return true;
    return page * PAGE + there.lines.length < upTo && upTo > there.upTo;
  }

  private pump() {
    while (this.problem === null && this.asked.size < AT_ONCE) {
      const wish = this.next();
      if (!wish) return;
      void this.fetch(wish);
    }
  }

  /** What is looked at comes first; what is under way already waits, since it may have been read before. */
  private next(): Wish | undefined {
    const next = this.wishes.findIndex((wish) => !this.asked.has(key(wish)));
    if (next >= 0) return this.wishes.splice(next, 1)[0];
    for (const log of this.probes) {
      const total = this.total(log);
      const wish = { log, page: Math.floor(total / PAGE), upTo: total + 1 };
      if (this.asked.has(key(wish))) continue;
      this.probes.delete(log);
      return wish;
    }
    return undefined;
  }

  private async fetch(wish: Wish) {
    const { log, page, upTo } = wish;
    this.asked.add(key(wish));
    try {
      const { lines, total } = await this.ask(log, page * PAGE, PAGE);
      this.keep(wish, { lines, upTo: Math.max(upTo, total) });
      this.totals.set(log, Math.max(total, this.total(log)));
    } catch (thrown) {
      this.problem = thrown;
    } finally {
      this.asked.delete(key(wish));
      this.changed();
      this.pump();
    }
  }

  private keep(place: { log: string; page: number }, page: Page) {
    this.pages.delete(key(place));
    this.pages.set(key(place), page);
    for (const oldest of this.pages.keys()) {
      if (this.pages.size <= KEPT) return;
      this.pages.delete(oldest);
    }
  }
}

function key({ log, page }: { log: string; page: number }): string {
  return `${page}\n${log}`;
}
