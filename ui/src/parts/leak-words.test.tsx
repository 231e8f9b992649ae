import { readdirSync, readFileSync } from "node:fs";
import { renderHook } from "@testing-library/react";
import type { ReactNode } from "react";
import { I18nextProvider } from "react-i18next";
import { expect, test } from "vitest";
import { words } from "../words/both.ts";
import { FILE_WHY, HIDDEN, MADE_BY, MAKER, OF_FILE, PLACE, WHAT, WHY } from "./leak-sentences.ts";
import { useLeakWords } from "./leak-words.ts";

function told(language: "en" | "zh") {
  const wrapper = ({ children }: { children: ReactNode }) => (
    <I18nextProvider i18n={words(language)}>{children}</I18nextProvider>
  );
  return renderHook(useLeakWords, { wrapper }).result.current;
}

const SOURCES = [
  "../crates/adapters/leaks/src",
  "../crates/engine/src/steps",
  "../crates/engine/src/steps/leaks",
];

test("every sentence is one of the engine's, word for word", () => {
  const files = SOURCES.flatMap((folder) =>
    readdirSync(folder)
      .filter((name) => name.endsWith(".rs"))
      .map((name) => readFileSync(`${folder}/${name}`, "utf8")),
  );
  const engine = [...files, readFileSync("../crates/domain/src/secret_words.rs", "utf8")].join("\n");
  const all = [WHY, FILE_WHY, WHAT, PLACE, MAKER].flatMap((forms): string[] => Object.values(forms));
  for (const sentence of [...all, OF_FILE, MADE_BY, HIDDEN]) expect(engine).toContain(`"${sentence}"`);
});

test("in English they are told as the engine tells them", () => {
  const { why, place } = told("en");
  for (const said of [
    "TOKEN says that its value is a secret, and it has one",
    "A GitHub token is the value of NPM_KEY",
    "/app/.npmrc: it holds a login",
    "/app/settings.yml: it gives api_key a value",
    "/app/a.txt: A JSON web token is in it",
    "the command holds a login for curl",
  ]) {
    expect(why(said)).toBe(said);
  }
  for (const said of [
    "api/Dockerfile, line 2",
    "the image's history",
    "layer 9f2c41d07a8b",
    `layer 9f2c41d07a8b, made by a RUN${HIDDEN}`,
  ]) {
    expect(place(said)).toBe(said);
  }
});

test("in Chinese they are told with their names", () => {
  const { why, place } = told("zh");
  expect(why("A GitHub token is the value of NPM_KEY")).toBe("NPM_KEY 的值是一个 GitHub 令牌");
  expect(why("/app/.npmrc: it holds a login")).toBe("/app/.npmrc 含有登录信息");
  expect(place("layer 9f2c, made by `COPY . .`")).toBe("层 9f2c，由 `COPY . .` 生成");
  expect(place(`layer 9f2c${HIDDEN}`)).toMatch(/^层 9f2c；/);
});

test("what is not known is left to the engine's words", () => {
  const { why, place } = told("zh");
  expect(why("it glows")).toBeNull();
  expect(why("A new kind of key is in the command")).toBeNull();
  expect(place("the attic")).toBeNull();
});
