import { expect, test } from "vitest";
import { LONGEST, pieces, plain } from "./ansi.ts";

const ESC = "\u001b";
const shown = (text: string) => pieces(text).pieces.map(({ text, className }) => [text, className]);

test("colours become classes", () => {
  expect(shown(`a ${ESC}[31mred${ESC}[0m ${ESC}[1;92mgreen${ESC}[m b`)).toEqual([
    ["a ", ""],
    ["red", "ansi-red"],
    [" ", ""],
    ["green", "ansi-green ansi-bold"],
    [" b", ""],
  ]);
});

test("colours of the table of 256 and true ones become the nearest hue", () => {
  expect(shown(`${ESC}[38;5;196mone${ESC}[38;2;30;200;40mtwo${ESC}[38;5;244mthree`)).toEqual([
    ["one", "ansi-red"],
    ["two", "ansi-green"],
    ["three", "ansi-grey"],
  ]);
});

test("a ground has readable ink on it, also where it was turned around", () => {
  expect(shown(`${ESC}[30;41mone${ESC}[0;7mtwo`)).toEqual([
    ["one", "ansi-on-red"],
    ["two", "ansi-on-plain"],
  ]);
});

test("HTML is text", () => {
  expect(shown("<img src=x onerror=alert(1)> &amp;")).toEqual([["<img src=x onerror=alert(1)> &amp;", ""]]);
});

test.each([
  ["a cursor that moves", `${ESC}[2Aone${ESC}[1;1H${ESC}[?25l`],
  ["a cleared screen", `${ESC}[2J${ESC}[Kone`],
  ["a title", `${ESC}]0;owned\u0007one`],
  ["a link", `${ESC}]8;;https://example.com${ESC}\\one${ESC}]8;;${ESC}\\`],
  ["a device command", `${ESC}P1$r${ESC}\\one`],
  ["another character set", `${ESC}(0one${ESC}c`],
  ["single bytes for the same", `\u009b2J\u009d0;t\u009cone`],
  ["bells and blanks", "\u0007o\u0000n\u0008e\u007f"],
  ["an escape at the end", `one${ESC}`],
  ["an escape that is not ended", `one${ESC}[`],
  ["directions", "\u202eone\u202c"],
])("%s does nothing", (_, text) => {
  expect(plain(text).replace("[", "")).toBe("one");
  expect(shown(text).flat().join("").replace("[", "")).toBe("one");
});

test("what was written over is not shown", () => {
  expect(plain("10 %\r50 %\r100 %\r")).toBe("100 %");
});

test("a very long line is cut, and says by how much", () => {
  const { pieces: parts, left } = pieces(`${ESC}[31m${"x".repeat(50_000)}`);
  expect(parts.reduce((sum, { text }) => sum + text.length, 0)).toBe(LONGEST);
  expect(left).toBe(40_000);
});

test("tabs stay", () => {
  expect(plain("a\tb")).toBe("a\tb");
});
