import { expect, test } from "vitest";
import { freezeEnd } from "./freeze-end.ts";

const friday = new Date(2026, 10, 20, 18, 30);
const at = (...parts: [number, number, number, number, number]) => new Date(...parts).toISOString();

test("a freeze ends when people say", () => {
  expect(freezeEnd("open", friday)).toBeNull();
  expect(freezeEnd("hour", friday)).toBe(at(2026, 10, 20, 19, 30));
  expect(freezeEnd("morning", friday)).toBe(at(2026, 10, 21, 8, 0));
  expect(freezeEnd("monday", friday)).toBe(at(2026, 10, 23, 8, 0));
});

test("the Monday of a Monday is the next one", () => {
  expect(freezeEnd("monday", new Date(2026, 10, 23, 7, 0))).toBe(at(2026, 10, 30, 8, 0));
});
