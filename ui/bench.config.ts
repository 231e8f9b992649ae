// Measures the window as people get it: `cargo xtask bench window`, or `npm run bench` here.
import { defineConfig } from "@playwright/test";
import { opened } from "./tests/browser.ts";

export default defineConfig({
  ...opened({ testDir: "bench", built: "production", port: 5189 }),
  testMatch: "*.bench.ts",
  // One after the other: what runs beside a measurement is measured with it.
  workers: 1,
  timeout: 180_000,
});
