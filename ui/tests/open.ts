import "../fixtures/window.ts";
import { expect, type Page } from "@playwright/test";
import { cutOff } from "./cut-off.ts";
import { settled } from "./settled.ts";

export interface Look {
  theme?: "light" | "dark";
  language?: "en" | "zh";
}

interface Way extends Look {
  /** Nothing grows by itself. */
  still?: boolean;
}

/** The smallest window that there is. */
export const SMALLEST = { width: 1024, height: 700 };

/** Opens a scripted state of fixtures/states, such as `board.ordinary`, at a path of the window. */
export async function open(page: Page, state: string, path: string, way: Way = {}): Promise<void> {
  const address = new URLSearchParams({
    state,
    theme: way.theme ?? "light",
    language: way.language ?? "en",
  });
  if (way.still) address.set("still", "");
  await page.goto(`/fixtures/index.html?${address}#${path}`);
  // Behind a question that the path asks it is hidden from who is read to.
  await expect(page.getByRole("navigation", { name: "Slipway", includeHidden: true })).toBeVisible();
  // A path may lead to another; until then there is nothing that could be wrong.
  await expect(page.locator("main.content h1")).toBeVisible();
  // What is pressed next may be meant for a screen that is loaded later.
  await expect(page.locator("html")).toHaveAttribute("data-loaded", "all");
}

/** Shows what is open in another look. */
export async function showAs(page: Page, { theme, language }: Required<Look>): Promise<void> {
  await page.evaluate((look) => window.scripted.showAs(look), { appearance: theme, language });
  const root = page.locator("html");
  await expect(root).toHaveAttribute("data-theme", theme);
  await expect(root).toHaveAttribute("lang", language === "zh" ? "zh-CN" : "en");
  await settled(page);
}

/** What was asked of the host so far, by name. */
export async function asked(page: Page, name: string): Promise<unknown[]> {
  return page.evaluate(
    (wanted) => window.scripted.calls.filter(([call]) => call === wanted).map(([, args]) => args),
    name,
  );
}

/** Asserts that nothing is cut off, covered or pushed out of the window at its smallest size. */
export async function nothingCutOff(page: Page): Promise<void> {
  await page.setViewportSize(SMALLEST);
  await settled(page);
  expect(await page.evaluate(cutOff)).toEqual([]);
}
