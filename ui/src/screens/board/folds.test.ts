import { expect, test } from "vitest";
import { areNarrow, foldsOf } from "./folds.ts";
import type { Planning } from "./planning.ts";

const columns = ["sandbox", "staging", "production", "production-cn"];
const planning: Planning = {
  project: "recipes",
  environment: "production",
  from: "staging",
  services: new Map(),
};

test("nothing folds while the drawer is closed", () => {
  expect(foldsOf(columns, null, 400)).toEqual(["open", "open", "open", "open"]);
});

test("columns that it does not speak about keep their version where there is room", () => {
  expect(foldsOf(columns, planning, 752)).toEqual(["version", "open", "open", "version"]);
});

test("and a glyph where there is none", () => {
  expect(foldsOf(columns, planning, 496)).toEqual(["glyph", "open", "open", "glyph"]);
});

test("columns are narrow where there are many of them in a small window", () => {
  expect(areNarrow(6, 976)).toBe(true);
  expect(areNarrow(4, 976)).toBe(false);
  expect(areNarrow(6, 1072)).toBe(false);
  expect(areNarrow(6, 0), "before anything is measured").toBe(false);
});
