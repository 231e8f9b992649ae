import { expect, test } from "vitest";
import { findingsOf, lineAt, offsetOf } from "./findings.ts";

const finding = (line: number, column: number) => ({
  code: "config_bad_value",
  message: "`amd64` is not a platform.",
  file: "slipway.yml",
  line,
  column,
  suggestion: null,
  hint: null,
});

test("errors come from the problem's details, doubts from the check", () => {
  const details = { findings: [{ ...finding(4, 2), severity: "error" }, finding(2, 9)] };
  const problem = { code: "configuration_invalid", message: "2 errors", hint: null, details } as const;
  expect(findingsOf({ check: null, problem }).map(({ line, error }) => [line, error])).toEqual([
    [2, true],
    [4, true],
  ]);
  const check = { project: "a", services: [], environments: [], findings: [finding(3, 1)] };
  expect(findingsOf({ check, problem: null }).map(({ line, error }) => [line, error])).toEqual([[3, false]]);
});

test("a problem of another shape has no findings", () => {
  const problem = { code: "file_failed", message: "gone", hint: null, details: null } as const;
  expect(findingsOf({ check: null, problem })).toEqual([]);
});

test("places in the text", () => {
  expect(offsetOf("a\nbcd\ne", 2, 3)).toBe(4);
  expect(offsetOf("a\n😀bc", 2, 2)).toBe(4);
  expect(offsetOf("a", 9, 9)).toBe(1);
  expect(lineAt("a\nbcd\ne", 4)).toBe(2);
});
