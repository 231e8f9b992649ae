// Where a reader is in a log. Browsers cannot lay out a million lines below each other, so what is scrolled is a range
// of bounded height, and the place is held as an anchor: the row at the upper edge, and how far it is scrolled out.

export interface Anchor {
  row: number;
  /** Pixels of the row above the edge. */
  offset: number;
}

export const START: Anchor = { row: 0, offset: 0 };

/** The most that is scrolled natively; far below where Chromium (33 million) and WebKit (about 16) give up. */
export const TALLEST = 8_000_000;

/** What the rows are: how many, and how high each is. */
export interface Rows {
  rows: number;
  size(row: number): number;
}

/** The anchor with the last row at the lower edge; the start where there is room for all. */
export function endOf(rows: Rows, view: number): Anchor {
  let room = view;
  for (let row = rows.rows - 1; row >= 0; row -= 1) {
    const size = rows.size(row);
    if (size >= room) return { row, offset: size - room };
    room -= size;
  }
  return START;
}

/** Whether one anchor is before another. */
export function isBefore(one: Anchor, other: Anchor): boolean {
  return one.row < other.row || (one.row === other.row && one.offset < other.offset);
}

/** The anchor, not beyond the end. */
export function within(anchor: Anchor, end: Anchor): Anchor {
  return isBefore(end, anchor) ? end : anchor;
}

/** The anchor so many pixels further down, or up where it is negative. */
export function moved(anchor: Anchor, by: number, rows: Rows, end: Anchor): Anchor {
  let { row } = anchor;
  let offset = anchor.offset + by;
  while (offset < 0 && row > 0) {
    row -= 1;
    offset += rows.size(row);
  }
  while (row < rows.rows - 1 && offset >= rows.size(row)) {
    offset -= rows.size(row);
    row += 1;
  }
  return within({ row, offset: Math.max(0, offset) }, end);
}

/**
 * The anchor with a row in sight, a quarter of the view below its upper edge. The same where it is in sight already and
 * not within the `inset` that something lies over.
 */
export function showing(
  anchor: Anchor,
  row: number,
  { view, inset, end }: { view: number; inset: number; end: Anchor },
  rows: Rows,
): Anchor {
  if (row >= anchor.row) {
    let top = -anchor.offset;
    for (let above = anchor.row; above < row && top < view; above += 1) top += rows.size(above);
    if (top >= inset && top + rows.size(row) <= view) return anchor;
  }
  return moved({ row, offset: 0 }, -Math.floor(view / 4), rows, end);
}

/** How rows and the native scroll range stand to each other. */
export interface Range {
  /** The height that all rows have, none wrapped. */
  height: number;
  view: number;
  /** Where the end anchor is on that height. */
  end: number;
}

/** How high the native range is. */
export function spacer({ height, view, end }: Range): number {
  if (end <= 0) return view;
  // Wrapped lines are higher than is counted: there is a range whenever there is something to scroll.
  return Math.min(TALLEST, Math.max(height, view + Math.min(end, 3 * view)));
}

/** Whether a native pixel is a pixel of the rows. */
export function isExact(range: Range): boolean {
  return Math.abs(spacer(range) - range.view - range.end) < 1;
}

/** The native place of a height. */
export function toNative(top: number, range: Range): number {
  const most = spacer(range) - range.view;
  return range.end <= 0 ? 0 : Math.min(most, (top / range.end) * most);
}

/** The height of a native place. */
export function fromNative(scroll: number, range: Range): number {
  const most = spacer(range) - range.view;
  return most <= 0 ? 0 : Math.min(range.end, (scroll / most) * range.end);
}
