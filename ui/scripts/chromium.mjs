// Which browser looks at the window: the one that CHROMIUM names, otherwise the first that this machine has.
import { existsSync } from "node:fs";

const PLACES = [
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
];

export function chromium() {
  const found = process.env.CHROMIUM || PLACES.find((place) => existsSync(place));
  if (found) return found;
  throw new Error(
    "No Chromium was found. Install it (on Debian: apt-get install chromium), or name its program in CHROMIUM.",
  );
}

// Only our own pages are opened, and root has no sandbox.
export const FLAGS = ["--no-sandbox"];
