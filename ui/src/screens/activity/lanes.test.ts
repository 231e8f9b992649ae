import { expect, test } from "vitest";
import type { ActivityRow } from "../../wire/types.ts";
import { lanesOf, ticksOf } from "./lanes.ts";

const now = new Date(2026, 10, 17, 17).getTime();
const HOUR = 3_600_000;

const row = (hours: number, environment: string | null, more: Partial<ActivityRow> = {}) =>
  ({
    kind: "promote",
    environment,
    started_at: new Date(now - hours * HOUR).toISOString(),
    verdict: "succeeded",
    ...more,
  }) as ActivityRow;

test("an environment has a lane, also one in which nothing happened", () => {
  const { lanes, since } = lanesOf(
    [
      row(0, "staging"),
      row(1, null, { kind: "run" }),
      row(24, "staging", { verdict: "failed" }),
      row(48, "production"),
    ],
    ["sandbox", "staging"],
    now,
  );
  expect(lanes.map(({ environment, count, failed }) => [environment, count, failed])).toEqual([
    ["sandbox", 0, 0],
    ["staging", 2, 1],
    ["production", 1, 0],
  ]);
  expect(since).toBe(now - 48 * HOUR);
  expect(lanes[1]?.dots.map(({ at }) => at)).toEqual([1, 0.5]);
});

test("what would lie on one another is one dot, and is counted", () => {
  const rows = Array.from({ length: 5000 }, (_, index) => row(index / 50, "staging"));
  const [staging] = lanesOf(rows, [], now).lanes;
  expect(staging?.count).toBe(5000);
  expect(staging?.dots.length).toBeLessThan(330);
});

test("the time line is marked as often as there is room for", () => {
  for (const days of [1, 3, 10, 40, 200, 900]) {
    const ticks = ticksOf({ since: now - days * 24 * HOUR, now, lanes: [] });
    expect(ticks.length).toBeGreaterThan(1);
    expect(ticks.length).toBeLessThan(9);
  }
});
