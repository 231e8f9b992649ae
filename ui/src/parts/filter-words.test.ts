import { expect, test } from "vitest";
import { filterWords } from "./filter-words.ts";

const KEYS = ["tag", "running"] as const;
const told = (text: string) =>
  filterWords(text, KEYS).map(({ key, value, not }) => `${not ? "not " : ""}${key ?? "any"}=${value}`);

test("words and keys, each may be turned round", () => {
  expect(told("Thumbnails tag:develop -running:production")).toEqual([
    "any=thumbnails",
    "tag=develop",
    "not running=production",
  ]);
});

test("a colon that follows no key is part of the word", () => {
  expect(told("fix:tag -ns:x")).toEqual(["any=fix:tag", "not any=ns:x"]);
});

test("quotes hold blanks together, also before they are closed", () => {
  expect(told('tag:"a b" "c d')).toEqual(["tag=a b", "any=c d"]);
});

test("a word that is being typed is there already", () => {
  expect(told("tag: -")).toEqual(["tag=", "not any="]);
});

test("every word says where it stands", () => {
  expect(filterWords(" a  tag:b", KEYS).map(({ from, to }) => [from, to])).toEqual([
    [1, 2],
    [4, 9],
  ]);
});
