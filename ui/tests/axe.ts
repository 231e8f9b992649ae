import AxeBuilder from "@axe-core/playwright";
import { expect, type Page } from "@playwright/test";

/** The rules that another theme can break: it changes colours and nothing else. */
export const OF_COLOURS = ["color-contrast", "link-in-text-block"];

/** What axe finds on what the page shows, by all rules or by some. */
export async function violations(page: Page, rules?: string[]): Promise<string[]> {
  // In one page without frames nothing is gained by the other mode, which opens a page for each analysis.
  const axe = new AxeBuilder({ page }).setLegacyMode();
  if (rules) axe.withRules(rules);
  const found = await axe.analyze();
  return found.violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join("\n  ")}`);
}

/** Asserts that axe finds nothing on what the page shows. */
export async function nothingFound(page: Page): Promise<void> {
  expect(await violations(page)).toEqual([]);
}
