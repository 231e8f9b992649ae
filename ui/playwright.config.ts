import { defineConfig } from "@playwright/test";

const PORT = 5187;

export default defineConfig({
  testDir: "tests",
  workers: 2,
  reporter: [["list"]],
  // A test that fails once fails.
  retries: 0,
  use: {
    baseURL: `http://127.0.0.1:${PORT}`,
    viewport: { width: 1280, height: 800 },
    launchOptions: { executablePath: "/usr/bin/chromium", args: ["--no-sandbox"] },
  },
  webServer: {
    command: `npx vite --port ${PORT}`,
    url: `http://127.0.0.1:${PORT}/fixtures/index.html`,
    reuseExistingServer: true,
  },
});
