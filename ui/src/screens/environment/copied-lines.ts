// Lines of containers as a text to take along: with the times and places that are shown beside them, without escape
// sequences.
import { plain } from "../../parts/log/ansi.ts";
import type { LogLineDocument } from "../../wire/types.ts";

export interface Beside {
  times: boolean;
  places: boolean;
}

export function linesText(lines: readonly LogLineDocument[], { times, places }: Beside): string {
  return lines
    .map(({ at, place, text }) => {
      const parts = [times && at, places && place, plain(text)];
      return `${parts.filter((part) => typeof part === "string" && part !== "").join(" ")}\n`;
    })
    .join("");
}
