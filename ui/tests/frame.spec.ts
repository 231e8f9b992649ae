// What the frame does for every screen.
import { expect, test } from "@playwright/test";
import { open } from "./open.ts";

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
