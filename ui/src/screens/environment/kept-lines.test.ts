import { expect, test } from "vitest";
import type { LogLineDocument } from "../../wire/types.ts";
import { HELD, KEPT, KeptLines } from "./kept-lines.ts";

const lines = (count: number): LogLineDocument[] =>
  Array.from({ length: count }, (_, index) => ({
    at: null,
    place: "host-1",
    step: null,
    stream: "stdout",
    text: `line ${index}`,
  }));

test("the last lines are kept, with their numbers", () => {
  const kept = new KeptLines();
  kept.add(lines(3));
  kept.add(lines(KEPT));
  expect(kept.total).toBe(KEPT + 3);
  expect(kept.lines).toHaveLength(KEPT);
  expect([kept.lines[0]?.number, kept.lines.at(-1)?.number]).toEqual([3, KEPT + 2]);
});

test("more at once than is kept leaves the last of them", () => {
  const kept = new KeptLines();
  kept.add(lines(KEPT + 10));
  expect(kept.lines[0]).toMatchObject({ number: 10, text: "line 10" });
});

test("while somebody reads nothing is forgotten, up to a bound", () => {
  const kept = new KeptLines();
  kept.add(lines(KEPT));
  kept.hold(true);
  kept.add(lines(10));
  expect([kept.lines[0]?.number, kept.lines.length]).toEqual([0, KEPT + 10]);
  kept.add(lines(HELD));
  expect(kept.lines).toHaveLength(HELD);
  kept.hold(false);
  expect([kept.lines[0]?.number, kept.lines.length]).toEqual([HELD + 10, KEPT]);
});
