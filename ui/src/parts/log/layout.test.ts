import { expect, test } from "vitest";
import { HEADING, Layout, LINE, sectionOf } from "./layout.ts";
import type { Section } from "./line.ts";

function section(id: string, from: number, lines: number, title: string | null = id): Section {
  return {
    id,
    log: "job",
    from,
    lines,
    title,
    look: { shape: "passed", family: "ok" },
    note: null,
    since: null,
    grows: false,
  };
}

const sections = [section("vet", 0, 6), section("test", 6, 1_000_000), section("none", 1_000_006, 0)];
const layout = new Layout(sections, ({ id }) => id !== "vet");

test("folded sections have a heading alone", () => {
  expect(layout.rows).toBe(3 + 1_000_000);
  expect(layout.height).toBe(3 * HEADING + 1_000_000 * LINE);
  expect(layout.at(0)).toEqual({ section: sections[0], line: null });
  expect(layout.at(1)).toEqual({ section: sections[1], line: null });
  expect(layout.at(2)).toEqual({ section: sections[1], line: 6 });
  expect(layout.at(1_000_001)).toEqual({ section: sections[1], line: 1_000_005 });
  expect(layout.at(1_000_002)).toEqual({ section: sections[2], line: null });
  expect(layout.at(1_000_003)).toBeNull();
  expect(layout.at(-1)).toBeNull();
});

test("rows and lines find each other", () => {
  expect(layout.rowOf({ log: "job", line: 6 })).toBe(2);
  expect(layout.rowOf({ log: "job", line: 1_000_005 })).toBe(1_000_001);
  expect(layout.rowOf({ log: "job", line: 3 })).toBeNull();
  expect(layout.rowOf({ log: "another", line: 6 })).toBeNull();
  expect(layout.headingOf("test")).toBe(1);
  expect(sectionOf(sections, { log: "job", line: 3 })?.id).toBe("vet");
});

test("rows and heights find each other", () => {
  for (const row of [0, 1, 2, 3, 500_000, 1_000_001, 1_000_002]) {
    expect(layout.rowAt(layout.top(row))).toBe(row);
    expect(layout.rowAt(layout.top(row) + layout.size(row) - 1)).toBe(row);
  }
  expect(layout.rowAt(layout.height + 100)).toBe(layout.rows - 1);
});

test("a section without a title is never folded and has no heading", () => {
  const bare = new Layout([section("all", 40, 3, null)], () => false);
  expect(bare.rows).toBe(3);
  expect(bare.at(0)?.line).toBe(40);
  expect(bare.height).toBe(3 * LINE);
});

test("no sections, no rows", () => {
  const empty = new Layout([], () => true);
  expect([empty.rows, empty.height, empty.at(0), empty.top(0), empty.rowAt(10)]).toEqual([0, 0, null, 0, 0]);
});
