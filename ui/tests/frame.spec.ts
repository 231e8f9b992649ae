// What the frame does for every screen.
import { expect, type Page, test } from "@playwright/test";
import { nothingFound } from "./axe.ts";
import { nothingCutOff, open, showAs } from "./open.ts";

const TEXT = "A sentence that is longer than its place";

test("what an ellipsis cuts off is shown whole where the pointer rests", async ({ page }) => {
  await open(page, "board.calm", "/board");
  await page.evaluate((text) => {
    const cut = document.createElement("p");
    cut.className = "cut";
    cut.style.cssText = "position: fixed; inset: 8px auto auto 8px; width: 80px; z-index: 9";
    cut.textContent = text;
    document.body.append(cut);
  }, TEXT);
  const cut = page.getByText(TEXT);
  await cut.hover();
  await expect(cut).toHaveAttribute("title", TEXT);
  await cut.evaluate((element) => element.style.setProperty("width", "600px"));
  await page.mouse.move(400, 400);
  await cut.hover();
  await expect(cut).not.toHaveAttribute("title");
});

test("a screen that fails says so, and the others are reached as ever", async ({ page }) => {
  await open(page, "repositories.broken", "/repositories");
  await expect(page.getByRole("heading", { name: "This screen failed" })).toBeVisible();
  await expect(page.getByRole("alert")).toContainText("This is a mistake in Slipway");
  for (const theme of ["light", "dark"] as const) {
    for (const language of ["en", "zh"] as const) {
      await showAs(page, { theme, language });
      await nothingFound(page);
      await nothingCutOff(page);
    }
  }
  await page.getByRole("navigation").getByRole("link").first().press("Enter");
  await expect(page.getByRole("heading", { level: 1, name: "总览" })).toBeVisible();
});

/** Lets the host say that the window is to be closed, or the program to end, while it is at work. */
async function closing(page: Page, ends = false): Promise<void> {
  await page.evaluate((ends) => window.scripted.tell({ event: "closing", operations: [], ends }), ends);
  await expect(page.getByRole("dialog")).toBeVisible();
}

for (const ends of [false, true]) {
  const what = ends ? "quitting" : "closing";
  test(`axe finds nothing on what ${what} asks, and nothing is cut off, in every look`, async ({ page }) => {
    await open(page, "board.deploying", "/board");
    await closing(page, ends);
    for (const theme of ["light", "dark"] as const) {
      for (const language of ["en", "zh"] as const) {
        await showAs(page, { theme, language });
        await nothingFound(page);
        await nothingCutOff(page);
      }
    }
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

test("what is done now is said in the language of the window", async ({ page }) => {
  await open(page, "board.ordinary", "/board");
  const now = page.locator(".statusbar .one").first();
  await expect(now).toContainText("host 2 of 2, pulling images");
  await showAs(page, { theme: "light", language: "zh" });
  await expect(now).toContainText("主机 2/2，正在拉取镜像");
});
