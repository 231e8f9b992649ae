import { expect, test } from "vitest";
import { nextStamps, stamp } from "./stamps.ts";

const BEGAN = new Date(2026, 10, 29, 16, 39, 0).getTime();
const since = (millis: number) => stamp(BEGAN + millis, BEGAN, "relative", "en");

test("times since the section began", () => {
  expect([102, 58_102, 62_003, 3_723_004, -5].map(since)).toEqual([
    "+0.102",
    "+58.102",
    "+1:02.003",
    "+1:02:03.004",
    "+0.000",
  ]);
});

test("times of the day, also where nobody knows when it began", () => {
  expect(stamp(BEGAN + 1234, BEGAN, "absolute", "en")).toBe("16:39:01.234");
  expect(stamp(BEGAN + 1234, null, "relative", "zh")).toBe("16:39:01.234");
});

test("no time", () => {
  expect(stamp(BEGAN, BEGAN, "off", "en")).toBe("");
  expect(stamp(null, BEGAN, "absolute", "en")).toBe("");
});

test("one way after the other", () => {
  expect([nextStamps("relative"), nextStamps("absolute"), nextStamps("off")]).toEqual([
    "absolute",
    "off",
    "relative",
  ]);
});
