import { expect, type Page, test } from "@playwright/test";
import { axeOn, LOOKS, nothingFound } from "./axe.ts";
import { nothingOutside, open } from "./open.ts";

axeOn("board.empty", "/requests");

/** Lets the host say that the window is to be closed while its program is at work. */
async function closing(page: Page): Promise<void> {
  await page.evaluate(() => window.scripted.tell({ event: "closing", operations: [] }));
  await expect(page.getByRole("dialog")).toBeVisible();
}

for (const look of LOOKS) {
  test(`axe finds nothing on what closing asks, and nothing is outside, ${look.theme}, ${look.language}`, async ({
    page,
  }) => {
    await open(page, "board.deploying", "/board", look);
    await closing(page);
    await nothingFound(page);
    await nothingOutside(page);
  });
}

test("closing is answered with the keyboard alone", async ({ page }) => {
  await open(page, "board.deploying", "/board");
  await closing(page);
  await page.keyboard.press("Escape");
  await expect(page.getByRole("dialog")).toHaveCount(0);
  await closing(page);
  await page.getByRole("button", { name: "Close the window" }).press("Enter");
  await expect(page.getByRole("dialog")).toHaveCount(0);
});
