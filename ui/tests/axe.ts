import AxeBuilder from "@axe-core/playwright";
import { expect, type Page, test } from "@playwright/test";
import { type Look, open } from "./open.ts";

export const LOOKS: Look[] = (["light", "dark"] as const).flatMap((theme) =>
  (["en", "zh"] as const).map((language) => ({ theme, language })),
);

/** Asserts that axe finds nothing on what the page shows. */
export async function nothingFound(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  const told = violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join("\n  ")}`);
  expect(told).toEqual([]);
}

/** A test per theme and language that axe finds nothing on a state. */
export function axeOn(state: string, path: string): void {
  for (const look of LOOKS) {
    test(`axe finds nothing on ${state}, ${look.theme}, ${look.language}`, async ({ page }) => {
      await open(page, state, path, look);
      await nothingFound(page);
    });
  }
}
