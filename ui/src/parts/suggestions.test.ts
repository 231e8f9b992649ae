import { expect, test } from "vitest";
import { withWord, wordAt } from "./suggestions.tsx";

test("the word that is typed ends at the caret", () => {
  expect(wordAt("env:sta state:failed", 7)).toEqual({ from: 0, to: 7, word: "env:sta" });
  expect(wordAt("env:staging sta", 15).word).toBe("sta");
  expect(wordAt("", 0).word).toBe("");
});

test("a chosen word takes the place of what was typed of it", () => {
  expect(withWord("env:sta author:li", 7, "env:staging")).toEqual({
    text: "env:staging author:li",
    caret: 12,
  });
  expect(withWord("env:staging sta", 15, "state:")).toEqual({ text: "env:staging state:", caret: 18 });
});
