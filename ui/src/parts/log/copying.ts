// Lines as a text to take along: without escape sequences, with their times or not.
import { plain } from "./ansi.ts";
import { sectionOf } from "./layout.ts";
import type { LineRange, Lines, LogLine, Section } from "./line.ts";
import { type Stamps, stamp } from "./stamps.ts";

/** More than these are a file's business. */
export const MOST_COPIED = 50_000;

/** The text of lines that stand next to each other in a log. */
export async function textOf(
  range: LineRange,
  lines: Lines,
  { sections, stamps, language }: { sections: Section[]; stamps: Stamps; language: string },
): Promise<string> {
  const all = await lines.all(range);
  return all
    .map((line, index) => {
      const since = sectionOf(sections, { log: range.log, line: range.from + index })?.since ?? null;
      return lineText(line, stamp(line.at, since, stamps, language));
    })
    .join("");
}

function lineText({ label, text }: LogLine, time: string): string {
  return `${[time, label, plain(text)].filter((part) => part !== undefined && part !== "").join(" ")}\n`;
}

/** The lines of all sections, log by log. */
export function rangesOf(sections: Section[]): LineRange[] {
  const ranges = new Map<string, LineRange>();
  for (const { log, from, lines } of sections) {
    const before = ranges.get(log);
    ranges.set(log, {
      log,
      from: Math.min(before?.from ?? from, from),
      to: Math.max(before?.to ?? 0, from + lines),
    });
  }
  return [...ranges.values()].filter(({ from, to }) => to > from);
}

/** A selection that reaches from where it began to another line of the same log. */
export function extended(selected: LineRange | null, log: string, line: number): LineRange {
  if (selected?.log !== log) return { log, from: line, to: line + 1 };
  return { log, from: Math.min(selected.from, line), to: Math.max(selected.to, line + 1) };
}
