import { expect, test } from "vitest";
import { shortSpan, span, type Units } from "./time.tsx";

test("a span is told in its largest unit where there is little room", () => {
  expect(
    [0, 59_999, 60_000, 3_599_999, 3_600_000, 47 * 3_600_000, 48 * 3_600_000].map((millis) =>
      shortSpan(millis),
    ),
  ).toEqual(["0 s", "59 s", "1 min", "59 min", "1 h", "47 h", "2 d"]);
});

test("and in two where there is room", () => {
  expect([820, 1000, 72_000, 60_000, 3_660_000, 90_000_000].map((millis) => span(millis))).toEqual([
    "820 ms",
    "1 s",
    "1 min 12 s",
    "1 min",
    "1 h 1 min",
    "1 d 1 h",
  ]);
});

test("units are called as the language calls them", () => {
  const chinese: Units = { ms: "毫秒", s: "秒", min: "分钟", minute: "分", h: "小时", d: "天" };
  expect([shortSpan(180_000, chinese), span(72_000, chinese), span(60_000, chinese)]).toEqual([
    "3 分钟",
    "1 分 12 秒",
    "1 分钟",
  ]);
});
