import { expect, test } from "vitest";
import { credentials } from "../../../fixtures/data/credentials.ts";
import { filterOf } from "./filter.ts";
import { linesOf, rowAt } from "./lines.ts";

const { bands } = credentials;

test("each band stands above what applies there", () => {
  const lines = linesOf(bands, null);
  expect(lines.slice(0, 2)).toEqual([
    { is: "band", band: bands[0] },
    { is: "credential", row: bands[0]?.credentials[0] },
  ]);
  expect(lines.filter(({ is }) => is === "band")).toHaveLength(bands.length);
});

test("a band in which nothing fits is left out, and that nothing fits is said", () => {
  const kinds = linesOf(bands, filterOf("smtp")).map(({ is }) => is);
  expect(kinds).toEqual(["band", "credential"]);
  expect(linesOf(bands, () => false)).toEqual([{ is: "none" }]);
});

test("only a credential can be chosen", () => {
  const lines = linesOf(bands, null);
  expect(rowAt(lines, 0)).toBeUndefined();
  expect(rowAt(lines, null)).toBeUndefined();
  expect(rowAt(lines, 1)?.name).toBe("github");
});
