// Tables of which only the rows that are seen exist: whoever is read to hears which row of how many each is.
import { expect, type Page, test } from "@playwright/test";
import { pathOf } from "../fixtures/paths.ts";
import { open } from "./open.ts";

const TABLES = [
  ["activity.huge", "table.al"],
  ["runs.huge", "table.rl"],
  ["images.huge", "table.img"],
  ["repositories.huge", "table.rp"],
  ["environment.huge", "table.tl"],
] as const;

interface Told {
  /** How many rows the table says it has; -1 where nobody knows. */
  count: number;
  /** Which the rows say they are, in their order. */
  rows: number[];
}

function told(page: Page, table: string): Promise<Told> {
  return page.locator(table).evaluate((table) => ({
    count: Number(table.getAttribute("aria-rowcount")),
    rows: [...table.querySelectorAll("tr:not(.space)")].map((row) =>
      Number(row.getAttribute("aria-rowindex") ?? Number.NaN),
    ),
  }));
}

for (const [state, table] of TABLES) {
  test(`every row of ${state} says which it is, the heads first`, async ({ page }) => {
    await open(page, state, pathOf(state), { still: true });
    await expect(page.locator(`${table} tbody tr`).nth(5)).toBeAttached();
    const above = await told(page, table);
    expect(above.rows.slice(0, 3)).toEqual([1, 2, 3]);
    await page.locator(table).evaluate((table) => {
      const scroller = table.closest(".body");
      scroller?.scrollTo(0, scroller.scrollHeight);
    });
    await expect.poll(async () => (await told(page, table)).rows[1]).toBeGreaterThan(3);
    const { count, rows } = await told(page, table);
    expect(rows[0]).toBe(1);
    expect(rows.slice(1)).toEqual(rows.slice(1).map((_, index) => (rows[1] ?? 0) + index));
    if (count !== -1) expect(rows.at(-1)).toBeLessThanOrEqual(count);
  });
}
