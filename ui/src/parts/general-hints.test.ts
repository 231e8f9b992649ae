import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import type { Code } from "../wire/types.ts";
import { en } from "../words/en/index.ts";
import { ALSO, GENERAL } from "./general-hints.ts";
import { isGeneral } from "./problem-words.ts";

/** The codes as the engine declares them, with what it says to do about each. */
function declared(): Map<string, string | undefined> {
  const source = readFileSync("../crates/domain/src/problem.rs", "utf8");
  const all = source.slice(source.indexOf("\ncodes! {"));
  const lines = all.matchAll(/^ {4}([A-Z]\w+): \w+(?:, "(.*)")?;$/gm);
  return new Map(
    [...lines].map(([, name = "", hint]) => [
      name.replace(/(?<=.)[A-Z]/g, (letter) => `_${letter}`).toLowerCase(),
      hint,
    ]),
  );
}

test("every code of the engine has words", () => {
  expect([...declared().keys()].sort()).toEqual(Object.keys(en.problem.title).sort());
});

test("the general hints are those of the engine", () => {
  const codes = declared();
  for (const [code, hint] of Object.entries(GENERAL)) expect([code, codes.get(code)]).toEqual([code, hint]);
  expect(Object.keys(GENERAL).sort()).toEqual(Object.keys(en.problem.hint).sort());
});

test("what is said at one place only is said there", () => {
  expect(readFileSync("../crates/adapters/docker/src/dial.rs", "utf8")).toContain(ALSO.engine_unreachable);
  expect(isGeneral("engine_unreachable", ALSO.engine_unreachable)).toBe(true);
});

test("a hint that fits better is left as it is", () => {
  const code: Code = "engine_unreachable";
  expect(isGeneral(code, GENERAL[code])).toBe(true);
  expect(isGeneral(code, "start Docker on host-2")).toBe(false);
  expect(isGeneral(code, null)).toBe(false);
  expect(isGeneral("interrupted", "anything")).toBe(false);
});
