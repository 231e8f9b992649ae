import { expect, test } from "vitest";
import { manyBranches, repositories } from "../../../fixtures/data/repositories.ts";
import { barLength, few, fullBar } from "./scale.ts";

test("one scale fits nearly all branches", () => {
  expect(fullBar(repositories.repositories)).toBeGreaterThanOrEqual(18);
  // A few that are thousands away do not make the others vanish.
  expect(fullBar([manyBranches(500)])).toBeLessThan(200);
});

test("a few commits are no full bar where there is nothing else", () => {
  expect(fullBar([])).toBe(12);
});

test("bars grow with the number, and are seen from one on", () => {
  const bars = [0, 1, 4, 22, 90].map((commits) => barLength(commits, 22));
  expect(bars).toEqual([0, 21, 43, 100, 100]);
  expect(barLength(1, 10_000)).toBe(8);
});

test("large numbers are told short", () => {
  expect([0, 999, 1000, 1290, 10_000, 123_456].map(few)).toEqual(["0", "999", "1.0k", "1.2k", "10k", "123k"]);
});
