// What escape sequences in a line do: they colour it. All others do nothing, and none ever becomes HTML.
import Anser from "anser";

/** A piece of a line's text, with the classes that colour it (log.css). */
export interface Piece {
  text: string;
  className: string;
}

/** What a line is cut at. Nobody reads further, and a browser would lay all of it out. */
export const LONGEST = 10_000;

const ESC = "\u001b";
// Strings that a terminal is told: titles, links, device commands. They end with BEL or ST; an open one hides nothing.
const STRINGS = new RegExp(
  `(?:${ESC}[\\]PX^_]|[\\u0090\\u0098\\u009d-\\u009f])[^\\u0007\\u009c${ESC}]*(?:\\u0007|\\u009c|${ESC}\\\\)`,
  "g",
);
const CONTROL = new RegExp(`(?:${ESC}\\[|\\u009b)([0-?]*)([ -/]*[@-~])`, "g");
const OTHERS = new RegExp(
  `${ESC}(?!\\[)[ -/]*[0-~]?|[\\u0000-\\u0008\\u000a-\\u001a\\u001c-\\u001f\\u007f-\\u009f]`,
  "g",
);
const COLOUR = /^[\d;:]*$/;
// These turn the order of what is read, and could make a line say something else than it does.
const TURNING = /[\u202a-\u202e\u2066-\u2069]/g;

/** The line without every escape sequence but those of colours. */
function onlyColours(text: string): string {
  const plain = lastWritten(text).replace(STRINGS, "").replace(TURNING, "");
  const kept = plain.replace(CONTROL, (_, numbers: string, end: string) =>
    end === "m" && COLOUR.test(numbers) ? `\u0001${numbers.replaceAll(":", ";")}m` : "",
  );
  // What is kept hides behind a control character of its own while the rest of them go.
  return kept
    .split("\u0001")
    .map((part) => part.replace(OTHERS, "").replaceAll(ESC, ""))
    .join(`${ESC}[`);
}

/** What a terminal shows of a line that was written over: its last writing. */
function lastWritten(text: string): string {
  const writings = text.split("\r").filter((writing) => writing !== "");
  return writings.at(-1) ?? "";
}

/** The line as it reads, for searching and copying. */
export function plain(text: string): string {
  const coloured = onlyColours(text);
  return coloured.includes(ESC) ? new Anser().ansiToText(coloured) : coloured;
}

/** The line in pieces. They are cut at `longest` characters, together. */
export function pieces(text: string, longest: number = LONGEST): { pieces: Piece[]; left: number } {
  // A longer line is not even looked at beyond what may colour the shown part.
  const looked = text.length > 4 * longest ? text.slice(0, 4 * longest) : text;
  const coloured = onlyColours(looked);
  const unseen = text.length - looked.length;
  if (!coloured.includes(ESC)) {
    return {
      pieces: [{ text: coloured.slice(0, longest), className: "" }],
      left: Math.max(0, coloured.length - longest) + unseen,
    };
  }
  const shown: Piece[] = [];
  let room = longest;
  let left = unseen;
  // One of its own for each line: a colour that was not ended does not run into others.
  for (const entry of new Anser().ansiToJson(coloured, { use_classes: true, remove_empty: true })) {
    const part = entry.content.slice(0, room);
    room -= part.length;
    left += entry.content.length - part.length;
    if (part) shown.push({ text: part, className: classOf(entry) });
  }
  return { pieces: shown, left };
}

const HUES = ["black", "red", "green", "yellow", "blue", "magenta", "cyan", "white"];

function classOf(entry: Anser.AnserJsonEntry): string {
  const front = hueOf(entry.fg, entry.fg_truecolor);
  const back = hueOf(entry.bg, entry.bg_truecolor);
  // It has changed both already where they were turned around, and says so beside its declared type.
  const isTurned = "isInverted" in entry && entry.isInverted === true;
  const ground = back ?? (isTurned ? "plain" : null);
  return [
    ground && `ansi-on-${ground}`,
    // On a coloured ground ink is what can be read.
    front && !ground && `ansi-${front}`,
    ...entry.decorations.filter((one) => KNOWN.has(one)).map((one) => `ansi-${one}`),
  ]
    .filter(Boolean)
    .join(" ");
}

const KNOWN = new Set(["bold", "dim", "italic", "underline", "strikethrough"]);

/** One of the eight hues that the window has; the brightness is the theme's own. */
function hueOf(name: string | null, truecolor: string | null): string | null {
  if (!name) return null;
  if (name === "ansi-truecolor") return nearest((truecolor ?? "").split(",").map(Number));
  const palette = /^ansi-palette-(\d+)$/.exec(name)?.[1];
  if (palette) return nearest(paletteColour(Number(palette)));
  const bright = name === "ansi-bright-black";
  const hue = HUES.find((one) => name.endsWith(one));
  // Bright black is what people call grey; black and white are the theme's ink.
  return bright ? "grey" : hue === "black" || hue === "white" || !hue ? null : hue;
}

const LEVELS = [0, 95, 135, 175, 215, 255];

/** A colour of the table of 256, from the 17th on. */
function paletteColour(index: number): number[] {
  if (index >= 232) return Array(3).fill(8 + 10 * (index - 232));
  const cube = index - 16;
  return [Math.floor(cube / 36), Math.floor(cube / 6) % 6, cube % 6].map((level) => LEVELS[level] ?? 0);
}

/** The hue of a colour; none where it has hardly any. */
function nearest([red = 0, green = 0, blue = 0]: number[]): string | null {
  const most = Math.max(red, green, blue);
  const spread = most - Math.min(red, green, blue);
  if (spread < 40) return most > 70 && most < 190 ? "grey" : null;
  const sector =
    most === red
      ? (green - blue) / spread
      : most === green
        ? 2 + (blue - red) / spread
        : 4 + (red - green) / spread;
  const hues = ["red", "yellow", "green", "cyan", "blue", "magenta"];
  return hues[(Math.round(sector) + 6) % 6] ?? null;
}
