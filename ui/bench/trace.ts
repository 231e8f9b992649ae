// What a trace of Chromium says of the frames between two marks of the page.
import type { Browser, Page } from "@playwright/test";

interface TraceEvent {
  name: string;
  cat: string;
  /** In microseconds. */
  ts: number;
  dur?: number;
  pid: number;
  tid: number;
}

export interface Frames {
  count: number;
  /** From one frame to the next, at the most, in milliseconds. */
  longest: number;
  /** The longest that the page's thread was busy in one piece, in milliseconds. */
  busiest: number;
}

export const MARKS = { begins: "measuring begins", ends: "measuring ends" };

const CATEGORIES = ["devtools.timeline", "disabled-by-default-devtools.timeline", "blink.user_timing"];

/** Traces a page while something goes on in it that sets both marks. */
export async function traced<T>(
  browser: Browser,
  page: Page,
  goesOn: () => Promise<T>,
): Promise<[T, Frames]> {
  await browser.startTracing(page, { categories: CATEGORIES });
  const value = await goesOn();
  return [value, framesOf(await browser.stopTracing())];
}

function framesOf(trace: Buffer): Frames {
  const { traceEvents } = JSON.parse(trace.toString()) as { traceEvents: TraceEvent[] };
  const mark = (wanted: string) =>
    traceEvents.find(({ name, cat }) => name === wanted && cat.includes("blink.user_timing"));
  const [from, to] = [mark(MARKS.begins), mark(MARKS.ends)];
  if (!from || !to) throw new Error("the trace does not hold both marks");
  const here = traceEvents.filter(
    ({ pid, tid, ts }) => pid === from.pid && tid === from.tid && ts >= from.ts && ts <= to.ts,
  );
  const frames = here.filter(({ name }) => name === "FireAnimationFrame").map(({ ts }) => ts);
  const tasks = here.filter(({ name }) => name === "RunTask").map(({ dur = 0 }) => dur);
  // Nothing is as short as what was never traced.
  if (tasks.length === 0 || frames.length < 2) throw new Error("the trace holds no tasks or no frames");
  frames.sort((one, other) => one - other);
  const gaps = frames.slice(1).map((ts, index) => ts - (frames[index] ?? ts));
  return { count: frames.length, longest: Math.max(...gaps) / 1000, busiest: Math.max(...tasks) / 1000 };
}
