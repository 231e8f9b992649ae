import { expect, test } from "vitest";
import { firstFrom, hitsOf, NONE, nextFrom } from "./hits.ts";

const LOGS = ["build", "push"];
const hits = hitsOf([
  ["build", { lines: [3, 8], total: 2 }],
  ["push", { lines: [0], total: 20_000 }],
]);
const at = (log: string, line: number) => ({ log, line });

test("what was found in several logs is one list", () => {
  expect(hits.places).toEqual([at("build", 3), at("build", 8), at("push", 0)]);
  expect(hits.total).toBe(20_002);
});

test("searching goes to the first hit from where the reader is", () => {
  expect(firstFrom(hits, at("build", 4), LOGS)).toBe(1);
  expect(firstFrom(hits, at("build", 8), LOGS)).toBe(1);
  expect(firstFrom(hits, at("push", 1), LOGS)).toBe(0);
  expect(firstFrom(hits, null, LOGS)).toBe(0);
  expect(firstFrom(NONE, null, LOGS)).toBe(-1);
});

test("next and previous go around", () => {
  expect(nextFrom(hits, at("build", 3), LOGS, 1)).toBe(1);
  expect(nextFrom(hits, at("build", 8), LOGS, 1)).toBe(2);
  expect(nextFrom(hits, at("push", 0), LOGS, 1)).toBe(0);
  expect(nextFrom(hits, at("push", 0), LOGS, -1)).toBe(1);
  expect(nextFrom(hits, at("build", 3), LOGS, -1)).toBe(2);
  expect(nextFrom(hits, null, LOGS, -1)).toBe(2);
  expect(nextFrom(NONE, at("push", 0), LOGS, 1)).toBe(-1);
});
