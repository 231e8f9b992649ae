import { expect, test } from "vitest";
import { whenText } from "./when.tsx";

const now = new Date(2026, 10, 17, 17, 2).getTime();
const at = (...parts: [number, number, number, number, number]) => new Date(...parts).getTime();

test("a time says no more than it has to", () => {
  const said = (time: number) => whenText(time, now, "en");
  expect(said(at(2026, 10, 17, 16, 58))).toBe("16:58");
  expect(said(at(2026, 10, 17, 0, 5))).toBe("00:05");
  expect(said(at(2026, 10, 16, 9, 44))).toBe("Mon 09:44");
  expect(said(at(2026, 10, 9, 9, 44))).toBe("9 Nov");
  expect(said(at(2025, 10, 9, 9, 44))).toBe("9 Nov 2025");
});

test("what is still to come has its hour too", () => {
  expect(whenText(at(2026, 10, 19, 8, 0), now, "en")).toBe("Thu 08:00");
  expect(whenText(at(2026, 10, 17, 18, 0), now, "en")).toBe("18:00");
  expect(whenText(at(2026, 11, 1, 8, 0), now, "en")).toBe("1 Dec");
});

test("in Chinese as well", () => {
  expect(whenText(at(2026, 10, 16, 9, 44), now, "zh")).toBe("周一 09:44");
  expect(whenText(at(2026, 10, 9, 9, 44), now, "zh")).toBe("11月9日");
});
