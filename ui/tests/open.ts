import "../fixtures/window.ts";
import { expect, type Page } from "@playwright/test";

export interface Look {
  theme?: "light" | "dark";
  language?: "en" | "zh";
}

/** Opens a scripted state of fixtures/states, such as `board.ordinary`, at a path of the window. */
export async function open(page: Page, state: string, path: string, look: Look = {}): Promise<void> {
  const address = new URLSearchParams({
    state,
    theme: look.theme ?? "light",
    language: look.language ?? "en",
  });
  await page.goto(`/fixtures/index.html?${address}#${path}`);
  await expect(page.getByRole("navigation", { name: "Slipway" })).toBeVisible();
  // A path may lead to another; until then there is nothing that could be wrong.
  await expect(page.locator("main.content h1")).toBeVisible();
}

/** What was asked of the host so far, by name. */
export async function asked(page: Page, name: string): Promise<unknown[]> {
  return page.evaluate(
    (wanted) => window.scripted.calls.filter(([call]) => call === wanted).map(([, args]) => args),
    name,
  );
}

/** Asserts that nothing is cut off or pushed out of the window at its smallest size. */
export async function nothingOutside(page: Page): Promise<void> {
  await page.setViewportSize({ width: 1024, height: 700 });
  const outside = await page.evaluate(() =>
    [...document.querySelectorAll("button, a, h1, h2")]
      .filter((element) => {
        const { right, width } = element.getBoundingClientRect();
        return width > 0 && right > window.innerWidth + 1;
      })
      .map((element) => element.outerHTML.slice(0, 120)),
  );
  expect(outside).toEqual([]);
}
