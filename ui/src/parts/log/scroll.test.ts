import { expect, test } from "vitest";
import {
  endOf,
  fromNative,
  isExact,
  moved,
  type Rows,
  START,
  showing,
  spacer,
  TALLEST,
  toNative,
  within,
} from "./scroll.ts";

const VIEW = 600;
const plain = (rows: number): Rows => ({ rows, size: () => 20 });
const wrapped: Rows = { rows: 100, size: (row) => (row % 2 === 0 ? 20 : 200) };

test("the end has the last row at the lower edge", () => {
  expect(endOf(plain(1_000_000), VIEW)).toEqual({ row: 999_970, offset: 0 });
  expect(endOf(plain(10), VIEW)).toEqual(START);
  expect(endOf(wrapped, VIEW)).toEqual({ row: 95, offset: 40 });
  expect(endOf({ rows: 1, size: () => 1000 }, VIEW)).toEqual({ row: 0, offset: 400 });
});

test("moving goes over rows of any height, and back to the same place", () => {
  const end = endOf(wrapped, VIEW);
  const down = moved(START, 250, wrapped, end);
  expect(down).toEqual({ row: 3, offset: 10 });
  expect(moved(down, -250, wrapped, end)).toEqual(START);
  expect(moved(down, -9999, wrapped, end)).toEqual(START);
  expect(moved(down, 99_999, wrapped, end)).toEqual(end);
});

test("what is beyond the end comes back", () => {
  expect(within({ row: 90, offset: 0 }, { row: 20, offset: 5 })).toEqual({ row: 20, offset: 5 });
});

test("a row that is in sight moves nothing, another comes a quarter down", () => {
  const rows = plain(1000);
  const end = endOf(rows, VIEW);
  const here = { row: 100, offset: 5 };
  const show = (row: number) => showing(here, row, { view: VIEW, inset: 24, end }, rows);
  expect(show(110)).toBe(here);
  expect(show(100)).toEqual({ row: 92, offset: 10 });
  expect(show(101)).toEqual({ row: 93, offset: 10 });
  expect(show(500)).toEqual({ row: 492, offset: 10 });
  expect(show(999)).toEqual(end);
});

test("few rows are scrolled pixel for pixel", () => {
  const range = { height: 20_000, view: VIEW, end: 19_400 };
  expect(spacer(range)).toBe(20_000);
  expect(isExact(range)).toBe(true);
  expect(toNative(1234, range)).toBe(1234);
  expect(fromNative(1234, range)).toBe(1234);
});

test("a million rows are scrolled in a range that browsers can lay out, and both ends are reached", () => {
  const range = { height: 20_000_000, view: VIEW, end: 19_999_400 };
  expect(spacer(range)).toBe(TALLEST);
  expect(isExact(range)).toBe(false);
  expect(fromNative(TALLEST - VIEW, range)).toBe(19_999_400);
  expect(fromNative(0, range)).toBe(0);
  expect(toNative(19_999_400, range)).toBe(TALLEST - VIEW);
  expect(fromNative(toNative(7_654_321, range), range)).toBeCloseTo(7_654_321, 3);
});

test("nothing to scroll, no range", () => {
  expect(spacer({ height: 100, view: VIEW, end: 0 })).toBe(VIEW);
  // Ten wrapped lines that fill more than the view, though counted they would not.
  expect(spacer({ height: 200, view: VIEW, end: 100 })).toBeGreaterThan(VIEW);
});
