import { expect, test } from "vitest";
import { suggestWords } from "./suggest-words.ts";

const KEYS = ["tag", "author"] as const;
const VALUES = { tag: ["develop", "preprod"], author: ["Li Wei", "Chen Yu"] };
const suggest = (word: string) => suggestWords(word, KEYS, (key) => VALUES[key]);

test("nothing is offered before something is typed", () => {
  expect(suggest("")).toEqual([]);
  expect(suggest("-")).toEqual([]);
});

test("a key first, then its values", () => {
  expect(suggest("t")).toEqual(["tag:"]);
  expect(suggest("-a")).toEqual(["-author:"]);
  expect(suggest("tag:")).toEqual(["tag:develop", "tag:preprod"]);
  expect(suggest("tag:pre")).toEqual(["tag:preprod"]);
});

test("a value with a blank is put in quotes", () => {
  expect(suggest("author:li")).toEqual(['author:"Li Wei"']);
  expect(suggest('author:"li')).toEqual(['author:"Li Wei"']);
});
