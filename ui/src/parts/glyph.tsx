// The shapes of states, 14 × 14. A family gives the colours (styles/base.css); the shape alone tells the state too.
import type { ReactNode } from "react";

export type Family = "ok" | "move" | "fail" | "wait" | "doubt" | "rule" | "none";

export type Shape =
  | "healthy"
  | "moving"
  | "failed"
  | "unknown"
  | "waiting"
  | "held"
  | "frozen"
  | "locked"
  | "differs"
  | "absent"
  | "skipped"
  | "passed"
  | "queued";

const KNOCKED_OUT = { fill: "var(--surface)" } as const;

const SHAPES: Record<Shape, ReactNode> = {
  healthy: <circle cx="7" cy="7" r="4.6" />,
  moving: (
    <>
      <circle className="s" cx="7" cy="7" r="4.7" />
      <path d="M7 2.3a4.7 4.7 0 0 1 0 9.4z" />
    </>
  ),
  failed: (
    <>
      <path d="M7 1.6 13 12.2H1z" stroke="currentColor" strokeWidth="1" strokeLinejoin="round" />
      <path className="k" d="M7 5.6v3" />
      <circle className="kd" cx="7" cy="10.4" r=".9" style={KNOCKED_OUT} />
    </>
  ),
  unknown: <path className="s" d="M7 1.6 12.4 7 7 12.4 1.6 7z" />,
  waiting: (
    <>
      <rect x="3" y="2.2" width="3" height="9.6" rx=".8" />
      <rect x="8" y="2.2" width="3" height="9.6" rx=".8" />
    </>
  ),
  held: (
    <>
      <rect x="1.6" y="1.6" width="10.8" height="10.8" rx="2.4" />
      <path className="k" d="M4.4 7h5.2" />
    </>
  ),
  frozen: (
    <>
      <rect x="1.6" y="1.6" width="10.8" height="10.8" rx="2.4" />
      <path className="k thin" d="M7 3.6v6.8M4.1 5.3l5.8 3.4M9.9 5.3 4.1 8.7" />
    </>
  ),
  locked: (
    <>
      <rect x="2.4" y="6" width="9.2" height="6.8" rx="1.6" />
      <path className="s" d="M4.6 6V4.4a2.4 2.4 0 0 1 4.8 0V6" />
    </>
  ),
  differs: <path className="s" d="M2.2 5h9.6M2.2 9h9.6M9 2 5 12" />,
  absent: <circle className="s dots" cx="7" cy="7" r="4.7" />,
  skipped: (
    <>
      <circle className="s" cx="7" cy="7" r="4.7" />
      <path className="s" d="m4 10 6-6" />
    </>
  ),
  passed: <path className="s thick" d="m2.6 7.4 3 3 5.8-6.4" />,
  queued: <circle className="s" cx="7" cy="7" r="4.7" />,
};

/** A shape. `name` is what a screen reader says; without it a word beside the shape says it. */
export function Glyph({ shape, name }: { shape: Shape; name?: string }) {
  const className = shape === "moving" ? "g turn" : "g";
  if (name) {
    return (
      <svg className={className} viewBox="0 0 14 14" role="img" aria-label={name}>
        {SHAPES[shape]}
      </svg>
    );
  }
  return (
    <svg className={className} viewBox="0 0 14 14" aria-hidden="true">
      {SHAPES[shape]}
    </svg>
  );
}
