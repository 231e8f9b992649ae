// Makes the pictures of docs/screenshots: `./dev screenshots`, or `npm run screenshots` here. The same picture comes out
// every time: of one moment, in one zone, with faces that are named and drawn without the screen's own tricks.
import { defineConfig } from "@playwright/test";
import { opened } from "./tests/browser.ts";

const base = opened({
  testDir: "pictures",
  built: "production",
  port: 5188,
  flags: ["--font-render-hinting=none", "--disable-lcd-text"],
});

export default defineConfig({
  ...base,
  use: {
    ...base.use,
    timezoneId: "UTC",
    locale: "en-GB",
    colorScheme: "light",
    contextOptions: { reducedMotion: "reduce" },
  },
  workers: 2,
  fullyParallel: true,
});
