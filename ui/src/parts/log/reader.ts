// Where someone reads in a log: what is at the upper edge, whether the end is followed, where the scroll bar stands.
import { HEADING, Layout, LINE } from "./layout.ts";
import type { LinePlace } from "./line.ts";
import {
  type Anchor,
  endOf,
  fromNative,
  isBefore,
  isExact,
  moved,
  type Range,
  type Rows,
  START,
  showing,
  spacer,
  toNative,
  within,
} from "./scroll.ts";

/** How many heights of wrapped lines are remembered. */
const REMEMBERED = 5000;

export class Reader implements Rows {
  private layout = new Layout([], () => false);
  private place: Anchor = START;
  private view = 0;
  private last: Anchor | null = null;
  private native = 0;
  private wrapped: ((place: LinePlace) => number) | null = null;
  private readonly heights = new Map<string, number>();
  private readonly hearers = new Set<() => void>();
  private changes = 0;
  private follows = false;
  private grows = false;

  /** The row at the upper edge. */
  get anchor(): Anchor {
    return this.place;
  }

  /** The end stays in sight as the log grows. */
  get isFollowing(): boolean {
    return this.follows && this.grows;
  }

  get rows(): number {
    return this.layout.rows;
  }

  size(row: number): number {
    const at = this.wrapped && this.layout.at(row);
    if (!this.wrapped || !at) return this.layout.size(row);
    if (at.line === null) return HEADING;
    const place = { log: at.section.log, line: at.line };
    return this.heights.get(key(place)) ?? this.wrapped(place);
  }

  /** The rows in sight, from the first to the one after the last. */
  get seen(): [number, number] {
    let row = this.place.row;
    for (let room = this.view + this.place.offset; room > 0 && row < this.rows; row += 1)
      room -= this.size(row);
    return [this.place.row, row];
  }

  /** The line at the upper edge. */
  get top(): LinePlace | null {
    const at = this.layout.at(this.place.row);
    return at && { log: at.section.log, line: at.line ?? at.section.from };
  }

  /** How high what is scrolled natively is. */
  get space(): number {
    return spacer(this.range);
  }

  /** Where the scroll bar is to stand. */
  get bar(): number {
    const { row, offset } = this.place;
    if (!isBefore(this.place, this.end)) return toNative(this.range.end, this.range);
    const counted = (offset / Math.max(1, this.size(row))) * this.layout.size(row);
    return toNative(this.layout.top(row) + counted, this.range);
  }

  /** Whether the native place is told apart from the reader's by more than rounding. */
  get isExact(): boolean {
    return this.wrapped === null && isExact(this.range);
  }

  /** Other rows: the same line stays at the upper edge, or the end where it is followed. */
  arrange(layout: Layout, grows: boolean): void {
    const at = this.layout.at(this.place.row);
    this.layout = layout;
    this.grows = grows;
    if (at) {
      const place = at.line === null ? null : { log: at.section.log, line: at.line };
      const row = (place && layout.rowOf(place)) ?? layout.headingOf(at.section.id);
      const isThere = place === null || layout.rowOf(place) !== null;
      this.place = { row: row ?? 0, offset: isThere ? this.place.offset : 0 };
    }
    this.changed();
  }

  /** Another height of the view, or other heights of lines: `wrapped` guesses one's until it was measured. */
  fit(view: number, wrapped: ((place: LinePlace) => number) | null): void {
    this.view = view;
    this.wrapped = wrapped;
    this.heights.clear();
    this.changed();
  }

  /** Heights that wrapped lines turned out to have. */
  measured(heights: [LinePlace, number][]): void {
    const other = heights.filter(([place, height]) => this.heights.get(key(place)) !== height);
    if (other.length === 0) return;
    if (this.heights.size > REMEMBERED) this.heights.clear();
    for (const [place, height] of other) this.heights.set(key(place), height);
    this.changed();
  }

  /** The scroll bar was moved to a place, by whatever means. */
  scrolled(native: number): void {
    const by = native - this.native;
    this.native = native;
    if (this.isExact || Math.abs(by) > 2 * this.view) this.go(this.at(fromNative(native, this.range)), by);
    else this.go(moved(this.place, by, this, this.end), by);
  }

  /** The scroll bar was put where `bar` says. */
  barIs(native: number): void {
    this.native = native;
  }

  /** Whether it was the reader who put the scroll bar there. */
  isOwn(native: number): boolean {
    return Math.abs(native - this.native) < 1.5;
  }

  moveBy(pixels: number): void {
    this.go(moved(this.place, pixels, this, this.end), pixels);
  }

  /** A view further, less a line that is in sight before and after, and the heading that lies over the first. */
  page(by: 1 | -1): void {
    this.moveBy(by * Math.max(LINE, this.view - LINE - HEADING));
  }

  toStart(): void {
    this.go(START, -1);
  }

  toEnd(): void {
    this.go(this.end, 1);
  }

  follow(): void {
    this.follows = true;
    this.changed();
  }

  /** Brings a line into sight; false where it is folded. */
  show(place: LinePlace): boolean {
    const row = this.layout.rowOf(place);
    if (row === null) return false;
    this.follows = false;
    this.place = showing(this.place, row, { view: this.view, inset: HEADING, end: this.end }, this);
    this.changed();
    return true;
  }

  /** Brings a section's heading to the upper edge. */
  showHeading(id: string): void {
    const row = this.layout.headingOf(id);
    if (row === null) return;
    this.follows = false;
    this.place = { row, offset: 0 };
    this.changed();
  }

  subscribe = (hear: () => void): (() => void) => {
    this.hearers.add(hear);
    return () => this.hearers.delete(hear);
  };

  version = (): number => this.changes;

  private get end(): Anchor {
    this.last ??= endOf(this, this.view);
    return this.last;
  }

  private get range(): Range {
    const { row, offset } = this.end;
    const counted = (offset / Math.max(1, this.size(row))) * this.layout.size(row);
    return { height: this.layout.height, view: this.view, end: this.layout.top(row) + counted };
  }

  private at(height: number): Anchor {
    const row = this.layout.rowAt(height);
    const counted = (height - this.layout.top(row)) / this.layout.size(row);
    return within({ row, offset: Math.max(0, counted * this.size(row)) }, this.end);
  }

  /** Going up ends following; coming to the end begins it. */
  private go(place: Anchor, by: number) {
    this.place = place;
    if (by < 0) this.follows = false;
    else if (!isBefore(place, this.end)) this.follows = true;
    this.changed();
  }

  private changed() {
    this.last = null;
    this.place = this.isFollowing ? this.end : within(this.place, this.end);
    this.changes += 1;
    for (const hear of this.hearers) hear();
  }
}

function key({ log, line }: LinePlace): string {
  return `${line}\n${log}`;
}
