// What the window takes while nothing goes on: no timer and no animation keeps a laptop awake.
import { type CDPSession, expect, test } from "@playwright/test";
import { pathOf } from "../fixtures/paths.ts";
import { open } from "../tests/open.ts";
import { settled } from "../tests/settled.ts";
import { printRow } from "./row.ts";

/** A hundredth of one core. */
const GOAL = 0.01;
const SECONDS = 20;

for (const [what, state] of [
  ["the board", "board.calm"],
  ["ten thousand images", "images.huge"],
  ["a run of a million lines", "run.huge"],
] as const) {
  test(`${what} rests`, async ({ page, browser }) => {
    await open(page, state, pathOf(state));
    await settled(page);
    // What opening it left to be done, such as garbage.
    await page.waitForTimeout(5000);
    const devtools = await browser.newBrowserCDPSession();
    const before = await spent(devtools);
    await page.waitForTimeout(SECONDS * 1000);
    const share = ((await spent(devtools)) - before) / SECONDS;
    printRow(`${what}, while nothing goes on`, `${(100 * share).toFixed(2)} % of a core`, "≤ 1 %");
    expect(share).toBeLessThanOrEqual(GOAL);
  });
}

/** What the processes of pages and of their drawing have taken so far, in seconds of a core. */
async function spent(devtools: CDPSession): Promise<number> {
  const { processInfo } = await devtools.send("SystemInfo.getProcessInfo");
  // The browser's own process is kept busy by whoever asks it.
  return processInfo.filter(({ type }) => type !== "browser").reduce((sum, { cpuTime }) => sum + cpuTime, 0);
}
