import { expect, test } from "vitest";
import { image } from "../../../fixtures/data/images.ts";
import type { ImageRow } from "../../wire/types.ts";
import { ordered, type Sort } from "./order.ts";
import { newerThan, prepare } from "./prepared.ts";
import { pairOf, toggled } from "./selection.ts";

// As the host orders them: 1.10 above 1.9, the one without a version last.
const prepared = prepare([
  image({
    digest: "a",
    semver: "1.10.0",
    build_number: 8,
    commit_time: "2026-11-02T10:00:00Z",
    size_bytes: 20,
  }),
  image({
    digest: "b",
    semver: "1.9.0",
    build_number: 9,
    commit_time: "2026-11-03T10:00:00Z",
    size_bytes: 30,
  }),
  image({ digest: "c", semver: "1.9.0-rc.1", commit_time: "2026-11-01T10:00:00Z", size_bytes: 20 }),
  image({ digest: "d", build_number: 7, commit_time: "2026-11-04T10:00:00Z" }),
]);
const [a, b, , d] = prepared.images;
const told = (by: Sort["by"], descending: boolean) =>
  [...ordered(prepared, { by, descending })].map((place) => prepared.images[place]?.digest).join("");

test("the host's order is the order of versions", () => {
  expect(told("version", true)).toBe("abcd");
  expect(told("version", false)).toBe("cbad");
});

test("what is not known stands last both ways, what is equal stays in place", () => {
  expect([told("build", true), told("build", false)]).toEqual(["badc", "dabc"]);
  expect([told("size", true), told("size", false)]).toEqual(["bacd", "acbd"]);
  expect(told("committed", true)).toBe("dbac");
});

test("one critical weakness is worse than any number of high ones, and what is not known stands last", () => {
  const of = (digest: string, found: ImageRow["found"]) => image({ digest, found });
  const searched = prepare([
    of("a", null),
    of("b", []),
    of("c", [{ severity: "high", rank: 1, count: 1498 }]),
    of("d", [
      { severity: "critical", rank: 0, count: 1 },
      { severity: "low", rank: 3, count: 2 },
    ]),
    of("e", [{ severity: "critical", rank: 0, count: 1 }]),
  ]);
  const by = (descending: boolean) =>
    [...ordered(searched, { by: "found", descending })]
      .map((place) => searched.images[place]?.digest)
      .join("");
  expect([by(true), by(false)]).toEqual(["decba", "bceda"]);
});

test("when it was built is one thing, when it came to the registry another", () => {
  const [one, other] = ["2026-11-01T10:00:00Z", "2026-11-02T10:00:00Z"];
  const moved = prepare([
    image({ digest: "a", created: one, pushed: other }),
    image({ digest: "b", created: other, pushed: one }),
  ]);
  expect([...ordered(moved, { by: "built", descending: true })]).toEqual([1, 0]);
  expect([...ordered(moved, { by: "pushed", descending: true })]).toEqual([0, 1]);
});

test("newer are those that the host puts above", () => {
  expect([0, 1, 2, 3].map((place) => newerThan(prepared, place))).toEqual([0, 1, 2, null]);
});

test("of two that are compared the lower version is the older one, whatever was committed later", () => {
  if (!a || !b || !d) throw new Error("there are four");
  expect(pairOf(prepared, [a, b])).toEqual({ older: b, newer: a });
  expect(pairOf(prepared, [b, a])).toEqual({ older: b, newer: a });
  expect(pairOf(prepared, [d, a])).toEqual({ older: a, newer: d });
  expect(pairOf(prepared, [a])).toBeNull();
});

test("a third that is selected takes the place of the first", () => {
  expect(toggled(["a", "b"], "c")).toEqual(["b", "c"]);
  expect(toggled(["a", "b"], "a")).toEqual(["b"]);
});
