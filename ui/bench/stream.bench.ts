// A log that grows by several hundred thousand lines a second while somebody follows its end.
import { type CDPSession, expect, test } from "@playwright/test";
import { pathOf } from "../fixtures/paths.ts";
import { open } from "../tests/open.ts";
import { millis, printRow } from "./row.ts";
import { MARKS, traced } from "./trace.ts";

const LINES = 1_000_000;
const GOAL = { linesPerSecond: 200_000, frame: 50, megabytes: 16 };

interface Followed {
  lines: number;
  seconds: number;
}

test("a million lines of a log that is followed", async ({ page, browser }) => {
  await open(page, "run.streaming", pathOf("run.streaming"));
  await expect(page.getByText("Following new lines.")).toBeVisible();
  const devtools = await page.context().newCDPSession(page);
  await devtools.send("Performance.enable");
  const before = await heap(devtools);
  const [{ lines, seconds }, frames] = await traced(browser, page, () =>
    page.evaluate(followed, { lines: LINES, ...MARKS }),
  );
  const grown = (await heap(devtools)) - before;
  const pace = lines / seconds;
  const told = { pace: Math.round(pace).toLocaleString("en"), grown: grown.toFixed(1) };
  printRow("1,000,000 lines of a log that is followed", `${told.pace} lines/s`, "≥ 200,000 lines/s");
  printRow(`the longest of its ${frames.count} frames`, millis(frames.longest), "≤ 50 ms");
  printRow("the longest that the page was busy meanwhile", millis(frames.busiest), "≤ 50 ms");
  printRow("what its memory grew by", `${told.grown} MB`, `≤ ${GOAL.megabytes} MB`);
  expect(frames.count, "frames that were drawn meanwhile").toBeGreaterThan(20 * seconds);
  expect.soft(pace).toBeGreaterThanOrEqual(GOAL.linesPerSecond);
  expect.soft(frames.longest).toBeLessThanOrEqual(GOAL.frame);
  expect.soft(frames.busiest).toBeLessThanOrEqual(GOAL.frame);
  expect.soft(grown).toBeLessThanOrEqual(GOAL.megabytes);
});

/** Looks in every frame which line is the last that can be read, until so many more are. */
async function followed(wanted: { lines: number; begins: string; ends: string }): Promise<Followed> {
  const last = () => {
    const rows = [...document.querySelectorAll<HTMLElement>(".l")];
    const there = rows.filter((row) => row.querySelector(".tx")?.textContent !== "…");
    return Number(there.at(-1)?.dataset.line ?? 0);
  };
  performance.mark(wanted.begins);
  const [from, begun] = [last(), performance.now()];
  let now = from;
  await new Promise<void>((done) => {
    const look = () => {
      now = Math.max(now, last());
      if (now - from >= wanted.lines) done();
      else requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
  });
  const seconds = (performance.now() - begun) / 1000;
  performance.mark(wanted.ends);
  return { lines: now - from, seconds };
}

/** What the page's scripts hold, in megabytes. */
async function heap(devtools: CDPSession): Promise<number> {
  await devtools.send("HeapProfiler.collectGarbage");
  const { metrics } = await devtools.send("Performance.getMetrics");
  return (metrics.find(({ name }) => name === "JSHeapUsedSize")?.value ?? Number.NaN) / 1e6;
}
