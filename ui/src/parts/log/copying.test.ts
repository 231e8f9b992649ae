import { expect, test } from "vitest";
import { extended, rangesOf, textOf } from "./copying.ts";
import type { Lines, Section } from "./line.ts";

const section = (log: string, from: number, lines: number): Section => ({
  id: `${log}${from}`,
  log,
  from,
  lines,
  title: "",
  look: { shape: "passed", family: "ok" },
  note: null,
  since: 1000,
  grows: false,
});

const lines: Pick<Lines, "all"> = {
  all: async ({ from, to }) =>
    Array.from({ length: to - from }, (_, index) => ({
      at: 1000 + from + index,
      alarm: false,
      text: `\u001b[31mline\u001b[0m ${from + index}`,
    })),
};

test("a range as text, with times and without", async () => {
  const sections = [section("job", 0, 10)];
  const range = { log: "job", from: 2, to: 4 };
  const take = (stamps: "relative" | "off") =>
    textOf(range, lines as Lines, { sections, stamps, language: "en" });
  expect(await take("off")).toBe("line 2\nline 3\n");
  expect(await take("relative")).toBe("+0.002 line 2\n+0.003 line 3\n");
});

test("all lines of a log are one range", () => {
  expect(rangesOf([section("build", 0, 3), section("build", 3, 4), section("push", 0, 0)])).toEqual([
    { log: "build", from: 0, to: 7 },
  ]);
});

test("a selection is extended both ways, and begins anew in another log", () => {
  const one = extended(null, "job", 5);
  expect(extended(one, "job", 8)).toEqual({ log: "job", from: 5, to: 9 });
  expect(extended(one, "job", 2)).toEqual({ log: "job", from: 2, to: 6 });
  expect(extended(one, "push", 2)).toEqual({ log: "push", from: 2, to: 3 });
});
