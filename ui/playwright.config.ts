import { defineConfig } from "@playwright/test";
import { opened } from "./tests/browser.ts";

export default defineConfig({
  ...opened({ testDir: "tests", built: "development", port: 5187 }),
  workers: 2,
  // Most tests are those of one file.
  fullyParallel: true,
  // They are part of every test of the whole: what makes them longer than this has to be made shorter.
  globalTimeout: 300_000,
});
