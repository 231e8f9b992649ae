import { expect, test } from "vitest";
import { withTimesTold } from "./times-in.ts";

const now = new Date(2026, 10, 17, 17, 2).getTime();
const machine = (...parts: [number, number, number, number, number]) => new Date(...parts).toISOString();

test("a time is told with its day, in the language of the window", () => {
  const said = `Chen Yu froze production until ${machine(2026, 10, 19, 8, 0)}: audit`;
  expect(withTimesTold(said, now, "en")).toBe("Chen Yu froze production until 19 Nov 08:00: audit");
  expect(withTimesTold(said, now, "zh")).toBe("Chen Yu froze production until 11月19日 08:00: audit");
});

test("every time is told, and another year's with its year", () => {
  const said = `from ${machine(2025, 1, 3, 9, 44)} to ${machine(2026, 1, 3, 9, 44)}`;
  expect(withTimesTold(said, now, "en")).toBe("from 3 Feb 2025 09:44 to 3 Feb 09:44");
  expect(withTimesTold("version 2026-11-17 of the file", now, "en")).toBe("version 2026-11-17 of the file");
});
