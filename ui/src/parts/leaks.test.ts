import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { words } from "../words/both.ts";
import { acceptance, KINDS, kindOf, leaksIn, TO_DO, toDo } from "./leaks.ts";
import { problemWords } from "./problem-words.ts";

const KEY = {
  finding: "file:app/.npmrc",
  place: "layer 9f2c, made by `COPY . .`",
  why: "/app/.npmrc: it holds a token",
  hint: TO_DO.leaveOut,
};
const PASSWORD = { ...KEY, finding: "env:BOOK_PASSWORD", hint: TO_DO.give };
const MESSAGE = "the image of api shows 2 secrets\n  env:BOOK_PASSWORD (…): …\n    give it …";

test("findings stand in the details of their problem and nowhere else", () => {
  expect(leaksIn({ code: "leak_found", details: { leaks: [KEY, { finding: 7 }, null] } })).toEqual([KEY]);
  expect(leaksIn({ code: "leak_found", details: null })).toEqual([]);
  expect(leaksIn({ code: "build_failed", details: { leaks: [KEY] } })).toEqual([]);
  expect(leaksIn(null)).toEqual([]);
});

test("what the engine says to do is known word for word, and every kind of place has a name", () => {
  const finding = readFileSync("../crates/adapters/leaks/src/finding.rs", "utf8");
  for (const hint of Object.values(TO_DO)) expect(finding).toContain(`"${hint}"`);
  expect([toDo(TO_DO.mount), toDo("burn it")]).toEqual(["mount", null]);
  const kinds = readFileSync("../crates/domain/src/leak.rs", "utf8");
  expect(kinds).toContain(`[${KINDS.map((kind) => `"${kind}"`).join(", ")}]`);
  expect([kindOf("env:A"), kindOf("host-2/health"), kindOf("state"), kindOf("envs:A")]).toEqual([
    "env",
    null,
    null,
    null,
  ]);
});

test("in a line the names of what was found say which they are", () => {
  const details = { leaks: [PASSWORD, KEY] };
  const problem = { code: "leak_found", message: MESSAGE, hint: null, details } as const;
  const told = (language: "en" | "zh") =>
    problemWords(problem, words(language).getFixedT(language, "problem"), language).message;
  expect(told("en")).toBe("the image of api shows 2 secrets: `env:BOOK_PASSWORD`, `file:app/.npmrc`");
  expect(told("zh")).toBe("the image of api shows 2 secrets：`env:BOOK_PASSWORD`, `file:app/.npmrc`");
});

test("what accepts a finding leaves its reason to be written", () => {
  expect(acceptance('run:A "token"')).toBe(
    'accepted_leaks:\n  - finding: "run:A \\"token\\""\n    reason: \n',
  );
});
