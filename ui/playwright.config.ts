import { defineConfig } from "@playwright/test";
import { opened } from "./tests/browser.ts";

export default defineConfig({
  ...opened({ testDir: "tests", built: "development", port: 5187 }),
  workers: 2,
  // Most tests are those of one file.
  fullyParallel: true,
  timeout: 60_000,
  // Twice what they take on two cores: what hangs is not waited for without end.
  globalTimeout: 1_200_000,
});
