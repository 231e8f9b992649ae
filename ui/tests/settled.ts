import type { Page } from "@playwright/test";

/** How long nothing may have changed, and how long that is waited for: some pages never rest. In milliseconds. */
const TIMES = { still: 80, most: 800 };

/** Waits until a page shows what it has to show. */
export async function settled(page: Page): Promise<void> {
  await page.evaluate(async ({ still, most }) => {
    await document.fonts.ready;
    await new Promise<void>((done) => {
      const end = () => {
        observer.disconnect();
        window.clearTimeout(quiet);
        window.clearTimeout(enough);
        done();
      };
      const observer = new MutationObserver(() => {
        window.clearTimeout(quiet);
        quiet = window.setTimeout(end, still);
      });
      let quiet = window.setTimeout(end, still);
      const enough = window.setTimeout(end, most);
      observer.observe(document, { subtree: true, childList: true, attributes: true, characterData: true });
    });
  }, TIMES);
}
