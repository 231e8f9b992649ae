// What looks at every screen is looked at itself: each kind of fault is found, and what only looks like one is not.
import { expect, test } from "@playwright/test";
import { cutOff } from "./cut-off.ts";
import { SMALLEST } from "./open.ts";

const LONG = "a line that is a good deal longer than the place that it was given";
const CUT = "width: 120px; overflow: hidden; white-space: nowrap";
const ELLIPSIS = `${CUT}; text-overflow: ellipsis`;

const FAULTS: [what: string, html: string, told: RegExp][] = [
  ["a text that ends at an edge", `<p style="${CUT}">${LONG}</p>`, /is cut off at the side of p$/],
  ["an ellipsis without the whole", `<p style="${ELLIPSIS}">${LONG}</p>`, /is cut off at the side of p$/],
  [
    "an ellipsis that is not drawn, for what stands in no line",
    `<div title="${LONG}" style="${ELLIPSIS}; display: flex"><b style="flex: none">${LONG}</b></div>`,
    /is cut off at the side of div$/,
  ],
  [
    "lines below an edge",
    `<p style="width: 120px; height: 20px; overflow: hidden">${LONG}</p>`,
    /is cut off above or below by p$/,
  ],
  [
    "a text beside the window",
    `<p style="position: absolute; left: 980px; white-space: nowrap">${LONG}</p>`,
    /is outside of the window$/,
  ],
  [
    "a button below the window",
    '<button type="button" aria-label="Go" style="position: absolute; top: 690px; height: 28px"></button>',
    /^button “Go” is outside of the window$/,
  ],
  [
    "two texts in one place",
    '<p style="position: absolute; top: 8px">first</p><p style="position: absolute; top: 10px">second</p>',
    /^“first” and “second” lie over each other$/,
  ],
  [
    "a text wider than its button",
    `<button type="button" style="width: 60px; white-space: nowrap">${LONG}</button>`,
    /spills out of button$/,
  ],
  [
    "what has to be scrolled to sideways",
    `<div style="width: 120px; overflow: auto"><p style="white-space: nowrap">${LONG}</p></div>`,
    /is cut off at the side of div$/,
  ],
];

const FINE: [what: string, html: string][] = [
  ["an ellipsis with the whole", `<p title="${LONG}" style="${ELLIPSIS}">${LONG}</p>`],
  ["lines that wrap", `<p style="width: 120px">${LONG}</p>`],
  [
    "what is scrolled down to",
    `<div style="height: 40px; overflow: auto">${`<p>${LONG}</p>`.repeat(9)}</div>`,
  ],
  ["a log that is wider than its place", `<div class="log" style="${CUT}; overflow: auto">${LONG}</div>`],
  [
    "what is read aloud only",
    `<span style="position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%)">${LONG}</span>`,
  ],
  ["what is not shown", `<p style="${CUT}; visibility: hidden">${LONG}</p>`],
  ["a menu over a text", '<p>first</p><p role="menu" style="position: absolute; top: 8px">second</p>'],
];

test.use({ viewport: SMALLEST });

for (const [what, html, told] of FAULTS) {
  test(`${what} is found`, async ({ page }) => {
    await page.setContent(html);
    expect(await page.evaluate(cutOff)).toContainEqual(expect.stringMatching(told));
  });
}

for (const [what, html] of FINE) {
  test(`${what} is fine`, async ({ page }) => {
    await page.setContent(html);
    expect(await page.evaluate(cutOff)).toEqual([]);
  });
}
