// Pictures of scripted states: npm run shot -- STATE PATH [--size 1280x800] [--theme dark] [--language zh] [--out FILE]
// More arguments of the form "STATE PATH FILE" may come from --list FILE, one per line.
import { readFile } from "node:fs/promises";
import { parseArgs } from "node:util";
import { chromium } from "@playwright/test";
import { createServer } from "vite";
import { FLAGS, chromium as program } from "./chromium.mjs";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    size: { type: "string", default: "1280x800" },
    theme: { type: "string", default: "light" },
    language: { type: "string", default: "en" },
    out: { type: "string" },
    list: { type: "string" },
    click: { type: "string", multiple: true, default: [] },
  },
});

const [width, height] = values.size.split("x").map(Number);
const lines = values.list ? (await readFile(values.list, "utf8")).trim().split("\n") : [];
const wanted = values.list
  ? lines.map((line) => line.split(/\s+/))
  : [[positionals[0], positionals[1], values.out]];

const server = await createServer({ server: { port: 0, strictPort: false }, logLevel: "error" });
await server.listen();
const origin = server.resolvedUrls?.local[0] ?? "";
const browser = await chromium.launch({ executablePath: program(), args: FLAGS });
try {
  const page = await browser.newPage({ viewport: { width, height }, colorScheme: values.theme });
  page.on("pageerror", (error) => console.error("in the page:", error.message));
  page.on(
    "console",
    (message) => message.type() === "error" && console.error("in the page:", message.text()),
  );
  for (const [state, path, out] of wanted) {
    const address = new URLSearchParams({ state, theme: values.theme, language: values.language });
    await page.goto(`${origin}fixtures/?${address}#${path}`, { waitUntil: "networkidle" });
    for (const selector of values.click) await page.click(selector);
    await page.waitForTimeout(300);
    await page.screenshot({ path: out ?? `${state}.png` });
    await page.goto("about:blank");
  }
} finally {
  await browser.close();
  await server.close();
}
