import { beforeEach, expect, test } from "vitest";
import { Layout } from "./layout.ts";
import type { Section } from "./line.ts";
import { Reader } from "./reader.ts";
import { TALLEST } from "./scroll.ts";

const VIEW = 600;

function section(id: string, from: number, lines: number): Section {
  return {
    id,
    log: "job",
    from,
    lines,
    title: id,
    look: { shape: "passed", family: "ok" },
    note: null,
    since: null,
    grows: false,
  };
}

const open = (...sections: Section[]) => new Layout(sections, () => true);

let reader: Reader;

beforeEach(() => {
  reader = new Reader();
  reader.fit(VIEW, null);
  reader.arrange(open(section("one", 0, 100), section("two", 100, 1000)), false);
});

test("scrolling pixel for pixel where the browser can", () => {
  reader.scrolled(24 + 20 * 50 + 5);
  expect(reader.anchor).toEqual({ row: 51, offset: 5 });
  expect(reader.bar).toBe(24 + 20 * 50 + 5);
  expect(reader.top).toEqual({ log: "job", line: 50 });
  expect(reader.seen).toEqual([51, 82]);
});

test("folding above keeps the line at the upper edge", () => {
  reader.show({ log: "job", line: 600 });
  const { top } = reader;
  reader.arrange(
    new Layout([section("one", 0, 100), section("two", 100, 1000)], ({ id }) => id === "two"),
    false,
  );
  expect(reader.top).toEqual(top);
});

test("folding what is read goes to its heading", () => {
  reader.show({ log: "job", line: 50 });
  reader.arrange(
    new Layout([section("one", 0, 100), section("two", 100, 1000)], ({ id }) => id === "two"),
    false,
  );
  expect(reader.anchor).toEqual({ row: 0, offset: 0 });
});

test("a growing log is followed until someone goes up, and again from the end on", () => {
  const grown = (lines: number) => reader.arrange(open(section("one", 0, lines)), true);
  grown(100);
  reader.follow();
  grown(1000);
  expect(reader.seen[1]).toBe(1001);
  reader.moveBy(-40);
  expect(reader.isFollowing).toBe(false);
  grown(2000);
  expect(reader.seen[1]).toBeLessThan(1010);
  reader.toEnd();
  expect(reader.isFollowing).toBe(true);
  grown(3000);
  expect(reader.seen[1]).toBe(3001);
});

test("what has ended is not followed", () => {
  reader.toEnd();
  expect(reader.isFollowing).toBe(false);
});

test("a million lines: every one is reached by small steps, and any place by the scroll bar", () => {
  reader.arrange(open(section("one", 0, 1_000_000)), false);
  expect(reader.space).toBe(TALLEST);
  reader.scrolled(4_000_000);
  const middle = reader.anchor.row;
  expect(Math.abs(middle - 500_000)).toBeLessThan(100);
  reader.scrolled(4_000_020);
  expect(reader.anchor.row).toBe(middle + 1);
  reader.barIs(reader.bar);
  reader.scrolled(TALLEST - VIEW);
  expect(reader.seen[1]).toBe(1_000_001);
  reader.toStart();
  expect(reader.bar).toBe(0);
  reader.toEnd();
  expect(reader.bar).toBe(TALLEST - VIEW);
});

test("wrapped lines count as high as they are", () => {
  reader.fit(VIEW, () => 60);
  reader.toEnd();
  expect(reader.seen[0]).toBe(1102 - 10);
  reader.measured([[{ log: "job", line: 1099 }, 200]]);
  expect(reader.size(1101)).toBe(200);
  reader.toStart();
  reader.moveBy(24 + 60 * 3 + 7);
  expect(reader.anchor).toEqual({ row: 4, offset: 7 });
});

test("a folded line cannot be shown", () => {
  reader.arrange(new Layout([section("one", 0, 100)], () => false), false);
  expect(reader.show({ log: "job", line: 5 })).toBe(false);
});
