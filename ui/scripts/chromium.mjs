// Which browser looks at the window: the one that CHROMIUM names, otherwise the first that this machine has.
import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";

const NAMES = [
  "chromium-headless-shell",
  "chromium",
  "chromium-browser",
  "google-chrome",
  "google-chrome-stable",
];
const ON_A_MAC = "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome";

export function chromium() {
  if (process.env.CHROMIUM) return process.env.CHROMIUM;
  const folders = (process.env.PATH ?? "").split(delimiter);
  const places = NAMES.flatMap((name) => folders.map((folder) => join(folder, name)));
  const found = [...places, ON_A_MAC].find((place) => existsSync(place));
  if (found) return found;
  throw new Error(
    "No Chromium was found. Install it (on Debian: apt-get install chromium-headless-shell), or name its program in CHROMIUM.",
  );
}

// Only our own pages are opened, and root has no sandbox.
export const FLAGS = ["--no-sandbox"];
