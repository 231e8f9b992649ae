import { expect, test } from "vitest";
import { marked, matcher } from "./marks.ts";

const shown = (texts: string[], sought: string) =>
  marked(
    texts.map((text, index) => ({ text, className: `c${index}` })),
    matcher(sought),
  ).map(({ text, className, isMarked }) => `${className}:${text}${isMarked ? "*" : ""}`);

test("a match is found in whatever case", () => {
  expect(shown(["--- FAIL: a fail"], "fail")).toEqual(["c0:--- ", "c0:FAIL*", "c0:: a ", "c0:fail*"]);
});

test("a match reaches over pieces", () => {
  expect(shown(["ab", "cd"], "bc")).toEqual(["c0:a", "c0:b*", "c1:c*", "c1:d"]);
});

test("the text is no pattern", () => {
  expect(shown(["a.c abc"], "a.c")).toEqual(["c0:a.c*", "c0: abc"]);
  expect(matcher("")).toBeNull();
});
