import { expect, test } from "vitest";
import { carried, fileOf, isFrom, notesOf, sameLines } from "./notes.ts";

const PROPOSED = ["version: 1", "project: recipes", "services:", "  api:", "    tags: [x]"].join("\n");

const NOTES = notesOf([
  { line: 2, text: "from the remote's address", source: null, guess: false },
  { line: 4, text: "from docker-compose.yml:2", source: "docker-compose.yml:2", guess: false },
  { line: 5, text: "guess: the version alone", source: null, guess: true },
]);

test("a guess is told by its tag, not by its text", () => {
  expect(NOTES.get(5)).toEqual({ text: "the version alone", guess: true, source: null });
  expect(isFrom(NOTES.get(4), "docker-compose.yml")).toBe(true);
  expect(isFrom(NOTES.get(4), null)).toBe(false);
  expect(fileOf(".circleci/config.yml:17")).toBe(".circleci/config.yml");
});

test("where a guess comes from is not said twice", () => {
  const source = "docker-compose.yml:8";
  const note = { line: 1, text: `guess: it is not there (${source})`, source, guess: true };
  expect(notesOf([note]).get(1)).toEqual({ text: "it is not there", guess: true, source });
});

test("notes follow their lines", () => {
  const edited = PROPOSED.replace("services:", "# mine\n\nservices:");
  expect([...carried(NOTES, PROPOSED, edited).keys()]).toEqual([2, 6, 7]);
});

test("a line that was written anew has no note", () => {
  const edited = PROPOSED.replace("[x]", "[y]").replace("recipes", "kitchen");
  expect([...carried(NOTES, PROPOSED, edited).keys()]).toEqual([4]);
});

test("lines that moved past others are found as far as their order stays", () => {
  expect(sameLines(["a", "b", "c", "d"], ["a", "x", "c", "b", "d"])).toEqual([
    [0, 0],
    [2, 2],
    [3, 4],
  ]);
  expect(sameLines([], ["a"])).toEqual([]);
});
