// Which rows a log has: a heading per section, and under the open ones a row per line. Nothing here is made per line,
// so a million of them cost as much as ten.
import type { LinePlace, Section } from "./line.ts";

/** The heights of rows that do not wrap, in pixels. */
export const LINE = 20;
export const HEADING = 24;

export interface Row {
  section: Section;
  /** The line in the section's log; null for its heading. */
  line: number | null;
}

interface Block {
  section: Section;
  /** Its first row among all of them, and where that begins. */
  row: number;
  top: number;
  heading: 0 | 1;
  lines: number;
}

export class Layout {
  private readonly blocks: Block[] = [];
  /** How many rows there are. */
  readonly rows: number;
  /** How high all of them are, none wrapped. */
  readonly height: number;

  constructor(sections: Section[], isOpen: (section: Section) => boolean) {
    let row = 0;
    let top = 0;
    for (const section of sections) {
      const heading = section.title === null ? 0 : 1;
      const lines = heading === 0 || isOpen(section) ? section.lines : 0;
      this.blocks.push({ section, row, top, heading, lines });
      row += heading + lines;
      top += heading * HEADING + lines * LINE;
    }
    this.rows = row;
    this.height = top;
  }

  /** What stands in a row. */
  at(row: number): Row | null {
    const block = this.block((one) => one.row <= row);
    if (!block || row < 0 || row >= this.rows) return null;
    const within = row - block.row - block.heading;
    return { section: block.section, line: within < 0 ? null : block.section.from + within };
  }

  /** The row of a line; null while its section is folded. */
  rowOf(place: LinePlace): number | null {
    for (const { section, row, heading, lines } of this.blocks) {
      const within = place.line - section.from;
      if (section.log === place.log && within >= 0 && within < lines) return row + heading + within;
    }
    return null;
  }

  /** The row of a section's heading. */
  headingOf(id: string): number | null {
    const block = this.blocks.find(({ section, heading }) => section.id === id && heading === 1);
    return block ? block.row : null;
  }

  /** Where a row begins, none wrapped. */
  top(row: number): number {
    const block = this.block((one) => one.row <= row);
    if (!block) return 0;
    const within = row - block.row;
    return within === 0 ? block.top : block.top + block.heading * HEADING + (within - block.heading) * LINE;
  }

  /** The row at a height, none wrapped. */
  rowAt(top: number): number {
    const block = this.block((one) => one.top <= top);
    if (!block) return 0;
    const below = top - block.top - block.heading * HEADING;
    const within = below < 0 ? 0 : block.heading + Math.floor(below / LINE);
    return Math.max(0, Math.min(block.row + within, this.rows - 1));
  }

  /** How high a row is that does not wrap. */
  size(row: number): number {
    return this.at(row)?.line === null ? HEADING : LINE;
  }

  /** The last block of which something holds that holds of all before it. */
  private block(holds: (block: Block) => boolean): Block | null {
    let [low, high] = [0, this.blocks.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      const block = this.blocks[middle];
      if (block && holds(block)) low = middle + 1;
      else high = middle;
    }
    return this.blocks[low - 1] ?? null;
  }
}

/** The section in which a line stands. */
export function sectionOf(sections: Section[], { log, line }: LinePlace): Section | null {
  return sections.find((one) => one.log === log && line >= one.from && line < one.from + one.lines) ?? null;
}
