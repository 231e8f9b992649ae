import { expect, test } from "vitest";
import { cells } from "./cells.ts";

test("letters, Han and tabs", () => {
  expect(["abc", "", "镜像 a", "a\tb", "\t\t", "é"].map(cells)).toEqual([3, 0, 6, 9, 16, 1]);
});
