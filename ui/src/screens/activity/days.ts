// Operations under the days on which they began.
import { dayOf } from "../../parts/when.tsx";
import type { ActivityRow } from "../../wire/types.ts";

/** A day's heading. */
export interface DayLine {
  is: "day";
  day: number;
  count: number;
  failed: number;
  /** All of the day's operations are here. */
  whole: boolean;
}

/** A line of the table. */
export type Line = DayLine | { is: "operation"; row: ActivityRow };

/** The lines of rows that come newest first. With `more` the last day may have more than is here. */
export function linesOf(rows: ActivityRow[], more: boolean): Line[] {
  const lines: Line[] = [];
  let head: DayLine | undefined;
  for (const row of rows) {
    const day = dayOf(Date.parse(row.started_at));
    if (head?.day !== day) {
      head = { is: "day", day, count: 0, failed: 0, whole: true };
      lines.push(head);
    }
    head.count += 1;
    if (row.verdict === "failed" || row.verdict === "rolled_back") head.failed += 1;
    lines.push({ is: "operation", row });
  }
  if (head && more) head.whole = false;
  return lines;
}
