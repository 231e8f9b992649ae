import { expect, test } from "vitest";
import { secondsLeft } from "./time-left.tsx";

test("what is left goes down, and never below nothing", () => {
  const left = { seconds: 12, of: 5 };
  expect([0, 4000, 12_000, 20_000].map((passed) => secondsLeft(left, 1000, 1000 + passed))).toEqual([
    12, 8, 0, 0,
  ]);
});

test("a long guess is a coarse one", () => {
  expect([47, 100, 200].map((seconds) => secondsLeft({ seconds, of: 3 }, 0, 0))).toEqual([45, 90, 210]);
});
