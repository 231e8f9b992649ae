import { expect, test } from "vitest";
import type { ActivityRow } from "../../wire/types.ts";
import { linesOf } from "./days.ts";

const row = (started: Date, verdict: ActivityRow["verdict"] = "succeeded") =>
  ({ started_at: started.toISOString(), verdict }) as ActivityRow;

test("operations stand under their days, with how many there were", () => {
  const lines = linesOf(
    [
      row(new Date(2026, 10, 17, 16)),
      row(new Date(2026, 10, 17, 0, 1), "failed"),
      row(new Date(2026, 10, 16, 23, 59)),
    ],
    true,
  );
  expect(lines.map((line) => line.is)).toEqual(["day", "operation", "operation", "day", "operation"]);
  expect(lines[0]).toMatchObject({ count: 2, failed: 1, whole: true });
  expect(lines[3]).toMatchObject({ count: 1, failed: 0, whole: false });
});
