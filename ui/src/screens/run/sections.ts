// The sections of a node's log: one per part, and what its steps said before and after them.
import type { ReactNode } from "react";
import type { LinePlace, Section } from "../../parts/log/line.ts";
import { STEP } from "../../parts/states.ts";
import type { Node, Part } from "./nodes.ts";

export interface SectionWords {
  before: string;
  after: string;
  /** What a heading's end says of a part. */
  note(part: Part): ReactNode;
}

/** `total` is how many lines a step has, as far as anyone knows. */
export function sectionsOf(node: Node, total: (step: string) => number, words: SectionWords): Section[] {
  const steps = [...new Set(node.parts.map(({ step }) => step))];
  return steps.flatMap((step) => {
    const parts = node.parts.filter((part) => part.step === step);
    const begun = parts.filter(({ from }) => from !== null);
    const first = begun[0]?.from ?? 0;
    const sections = parts.map((part) => partSection(part, part === begun.at(-1), total(step), words));
    const last = begun.at(-1);
    const end = last ? (sections[parts.indexOf(last)] as Section) : null;
    const rest = end && !end.grows ? total(step) - (end.from + end.lines) : 0;
    // While no part has begun, all that was said is about getting there.
    const before = begun.length > 0 ? first : total(step);
    if (before > 0) sections.unshift(aside(`${step} before`, step, 0, before, words.before));
    if (end && rest > 0) sections.push(aside(`${step} after`, step, end.from + end.lines, rest, words.after));
    return sections;
  });
}

function partSection(part: Part, isLast: boolean, total: number, words: SectionWords): Section {
  const from = part.from ?? 0;
  const grows = part.state === "running";
  return {
    id: part.id,
    log: part.step,
    from,
    // The log tells of more lines before the document does.
    lines: part.from === null ? 0 : Math.max(part.lines, isLast && grows ? total - from : 0),
    title: part.name,
    look: STEP[part.state],
    note: words.note(part),
    since: part.began,
    grows,
  };
}

function aside(id: string, log: string, from: number, lines: number, title: string): Section {
  return { id, log, from, lines, title, look: STEP.succeeded, note: null, since: null, grows: false };
}

/** What of a run is shown, as its address says: a node, and a line of its log. */
export interface Shown {
  node: string | null;
  line: LinePlace | null;
}

export function shownIn(search: string): Shown {
  const query = new URLSearchParams(search);
  const [node, log, line] = [query.get("job"), query.get("step"), Number(query.get("line"))];
  return { node, line: log !== null && Number.isInteger(line) && line > 0 ? { log, line: line - 1 } : null };
}

/** What an address says of it; lines are told as people count them. */
export function searchOf({ node, line }: Shown): string {
  const query = new URLSearchParams();
  if (node !== null) query.set("job", node);
  if (line !== null) {
    query.set("step", line.log);
    query.set("line", String(line.line + 1));
  }
  // A plus is no part of a `slipway://` link.
  const text = query.toString().replaceAll("+", "%20");
  return text === "" ? "" : `?${text}`;
}
