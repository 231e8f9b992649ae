// How long parts took, on one scale.
import type { Node, Part } from "./nodes.ts";

export interface Bar {
  /** In percent of the scale. */
  left: number;
  width: number;
}

/** How long a part took or takes so far; null before it begins. */
export function spanOf({ began, millis, state }: Part, now: number): number | null {
  if (millis !== null) return millis;
  return began !== null && state === "running" ? Math.max(0, now - began) : null;
}

/** How long a node took or takes so far; null before it begins. */
export function nodeSpan({ began, ended, state }: Node, now: number): number | null {
  if (began === null) return null;
  if (ended !== null) return Math.max(0, ended - began);
  return state === "running" ? Math.max(0, now - began) : null;
}

/** A bar per part, on the scale of the whole node; none for what did not begin. */
export function barsOf(node: Node, now: number): (Bar | null)[] {
  const begins = node.parts.flatMap(({ began }) => (began === null ? [] : [began]));
  const first = Math.min(node.began ?? Number.POSITIVE_INFINITY, ...begins);
  const ends = node.parts.flatMap((part) => {
    const span = spanOf(part, now);
    return part.began === null || span === null ? [] : [part.began + span];
  });
  const last = Math.max(node.ended ?? 0, ...ends);
  const whole = Math.max(1, last - first);
  return node.parts.map((part) => {
    const span = spanOf(part, now);
    if (part.began === null || span === null || part.state === "skipped") return null;
    return { left: (100 * (part.began - first)) / whole, width: (100 * span) / whole };
  });
}
