// Every scripted state in the smallest window, light and dark, in both languages: axe finds nothing, everything can be read
// and reached, and the console stays empty. A state is opened once and then shown in all looks.
import { expect, type Page, test } from "@playwright/test";
import { OF_COLOURS, violations } from "./axe.ts";
import { cutOff } from "./cut-off.ts";
import { type Look, open, SMALLEST, showAs } from "./open.ts";
import { VISITS } from "./visits.ts";

interface Shown extends Required<Look> {
  /** The first look in a language is judged by everything; another theme changes colours only. */
  by: "everything" | "colours";
}

const SHOWN: Shown[] = [
  { theme: "light", language: "en", by: "everything" },
  { theme: "dark", language: "en", by: "colours" },
  { theme: "dark", language: "zh", by: "everything" },
  { theme: "light", language: "zh", by: "colours" },
];

/**
 * `npm run test:short` looks once at each: most of what is wrong with a state is wrong in every look. It leaves out what
 * is between: each screen is shown as it usually is, with nothing, with much, with a failure and while somebody is asked.
 */
const LOOKS = process.env.SHORT ? SHOWN.slice(0, 1) : SHOWN;
const TELLING = /\.(ordinary|empty|many|huge|fail\w*|plan|waits|locked|offline)\b/;
const LOOKED_AT = process.env.SHORT ? VISITS.filter(({ name }) => TELLING.test(name)) : VISITS;

test.use({ viewport: SMALLEST, contextOptions: { reducedMotion: "reduce" } });

for (const { name, state, path, first } of LOOKED_AT) {
  test(name, async ({ page }) => {
    test.setTimeout(90_000);
    const errors = heard(page);
    await open(page, state, path, { still: true });
    await first(page);
    for (const { theme, language, by } of LOOKS) {
      const look = `${name}, ${theme}, ${language}`;
      await showAs(page, { theme, language });
      const rules = by === "colours" ? OF_COLOURS : undefined;
      expect.soft(await violations(page, rules), `what axe finds on ${look}`).toEqual([]);
      if (by === "everything")
        expect.soft(await page.evaluate(cutOff), `what cannot be read on ${look}`).toEqual([]);
    }
    expect.soft(errors, `what the console says of ${name}`).toEqual([]);
  });
}

/** The errors that a page tells, as they come. */
function heard(page: Page): string[] {
  const errors: string[] = [];
  page.on("pageerror", (error) => errors.push(error.message));
  page.on("console", (message) => {
    // A browser asks for an icon, which a page of fixtures has not.
    const isIcon = message.location().url.endsWith("/favicon.ico");
    if (message.type() === "error" && !isIcon) errors.push(message.text());
  });
  return errors;
}
