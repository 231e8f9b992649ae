// How tests, pictures and measurements open the window: its scripted states, built and served, in one browser.
import type { PlaywrightTestConfig } from "@playwright/test";
import { chromium, FLAGS } from "../scripts/chromium.mjs";

interface Opened {
  /** The folder of the specs. */
  testDir: string;
  /** Which React is in the window. */
  built: "development" | "production";
  port: number;
  /** What the browser is started with besides. */
  flags?: string[];
}

export function opened({ testDir, built, port, flags = [] }: Opened): PlaywrightTestConfig {
  const vite = (what: string) => `npx vite ${what} --config fixtures/vite.config.ts --logLevel warn`;
  return {
    testDir,
    reporter: [["list"]],
    // A test that fails once fails.
    retries: 0,
    use: {
      baseURL: `http://127.0.0.1:${port}`,
      viewport: { width: 1280, height: 800 },
      launchOptions: { executablePath: chromium(), args: [...FLAGS, ...flags] },
    },
    webServer: {
      command: `${vite("build")} && ${vite("preview")} --port ${port}`,
      url: `http://127.0.0.1:${port}/fixtures/index.html`,
      env: { NODE_ENV: built },
      timeout: 120_000,
      // One that runs already may serve another checkout's window, or this one's of before.
      reuseExistingServer: false,
    },
  };
}
