import { renderHook } from "@testing-library/react";
import type { ReactNode } from "react";
import { I18nextProvider } from "react-i18next";
import { expect, test } from "vitest";
import { bareFound, recipesFound } from "../../../fixtures/data/repositories-found.ts";
import { words } from "../../words/both.ts";
import { filled, isEnglish, isOfEngine } from "./engine-texts.ts";
import { QUESTION, REGISTRY } from "./question-sentences.ts";
import { useQuestionWords } from "./question-words.ts";

function asked(language: "en" | "zh", question: string) {
  const wrapper = ({ children }: { children: ReactNode }) => (
    <I18nextProvider i18n={words(language)}>{children}</I18nextProvider>
  );
  return renderHook(useQuestionWords, { wrapper }).result.current(question);
}

const QUESTIONS = Object.values(QUESTION).flatMap((form) => {
  if (form !== QUESTION.registry) return [filled(form)];
  return Object.values(REGISTRY).map((what) => filled(form, { what: filled(what) }));
});

test("every question is one of the engine's, word for word", () => {
  for (const form of [...Object.values(QUESTION), ...Object.values(REGISTRY)])
    expect(isOfEngine(form), form).toBe(true);
});

test("in English they are asked as the engine asks them", () => {
  for (const question of QUESTIONS) expect(asked("en", question)).toBe(question);
});

test("in Chinese nothing stays English but names", () => {
  const found = [recipesFound, bareFound].flatMap(({ proposal }) => proposal?.questions ?? []);
  for (const question of [...QUESTIONS, ...found])
    expect(isEnglish(asked("zh", question)), question).toBe(false);
});

test("names stand in the questions", () => {
  expect(
    asked("zh", "Which host is IP_PROD (ci.yml:3)? Write its address, or name it so in ~/.ssh/config."),
  ).toMatch(/^IP_PROD（ci\.yml:3）是哪台主机？/);
  expect(
    asked("zh", "Which repository is `ID.example.com/user/api`? It stands in the place of ID, USER."),
  ).toBe("`ID.example.com/user/api` 是哪个镜像仓库？其中 ID、USER 只是占位。");
});

test("what is not known is left to the engine's words", () => {
  const question = "Which port does api listen on?";
  expect(asked("zh", question)).toBe(question);
  const other = "Which registry are images pushed to? Nothing in the repository says so. Who knows.";
  expect(asked("zh", other)).toBe(other);
});
