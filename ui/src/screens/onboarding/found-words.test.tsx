import { renderHook } from "@testing-library/react";
import type { ReactNode } from "react";
import { I18nextProvider } from "react-i18next";
import { expect, test } from "vitest";
import { recipesFound } from "../../../fixtures/data/repositories-found.ts";
import { words } from "../../words/both.ts";
import { filled, isEnglish, isOfEngine } from "./engine-texts.ts";
import { FAULT, FOUND, JOB_WHY, KIND, MOUNT, PART } from "./found-sentences.ts";
import { useFoundWords } from "./found-words.ts";
import { LATE, LOGIN, TO_DO, UNHEARD } from "./unheard-sentences.ts";
import { REST, UNREAD, YAML } from "./unread-sentences.ts";

function told(language: "en" | "zh") {
  const wrapper = ({ children }: { children: ReactNode }) => (
    <I18nextProvider i18n={words(language)}>{children}</I18nextProvider>
  );
  return renderHook(useFoundWords, { wrapper }).result.current;
}

const each = (forms: Readonly<Record<string, string>>) => Object.values(forms).map((form) => filled(form));

const SENTENCES = [
  ...Object.values(FOUND).flatMap((form) => {
    if (form === FOUND.job) return each(JOB_WHY).map((why) => filled(form, { why }));
    if (form === FOUND.message) return each(FAULT).map((fault) => filled(form, { fault }));
    if (form === FOUND.invalid) return each(PART).map((part) => filled(form, { part }));
    return [filled(form, { mount: filled(MOUNT) })];
  }),
  ...each(YAML).flatMap((said) => each(REST).map((rest) => filled(UNREAD, { said, rest }))),
  filled(LATE),
  ...each(UNHEARD).flatMap((what) => [`${what}: no.`, `${what}: no.${filled(TO_DO, { hint: LOGIN })}`]),
];

test("every sentence is one of the engine's, word for word", () => {
  const tables = [FOUND, PART, JOB_WHY, FAULT, KIND, YAML, REST, UNHEARD];
  const all = tables.flatMap((forms): string[] => Object.values(forms));
  for (const form of [...all, MOUNT, UNREAD, LATE, TO_DO, LOGIN]) expect(isOfEngine(form), form).toBe(true);
});

test("in English they are told as the engine tells them", () => {
  const { said, kind } = told("en");
  for (const sentence of SENTENCES) expect(said(sentence)).toBe(sentence);
  for (const text of [...Object.values(KIND), "Dockerfile"]) expect(kind(text)).toBe(text);
});

test("in Chinese nothing stays English but names", () => {
  const { said, kind } = told("zh");
  const found = recipesFound.proposal?.findings.map(({ text }) => text) ?? [];
  for (const sentence of [...SENTENCES, ...found]) expect(isEnglish(said(sentence)), sentence).toBe(false);
  expect(kind("Compose file")).toBe("Compose 文件");
  expect(kind("CircleCI")).toBe("CircleCI");
});

test("names stand in the sentences", () => {
  const { said } = told("zh");
  expect(said("There is no api/.dockerignore: everything in `api` is sent to the builder.")).toBe(
    "没有 api/.dockerignore：`api` 中的所有内容都会发送给构建器。",
  );
  expect(
    said("Job `test` was left out: it needs containers beside it (mysql:8, redis), which are not run yet."),
  ).toBe("任务 `test` 已略去：它需要其他容器（mysql:8、redis），目前尚不运行。");
  expect(
    said(filled(FOUND.secret, { name: "NPM_TOKEN", mount: filled(MOUNT, { name: "NPM_TOKEN" }) })),
  ).toMatch(/^NPM_TOKEN 看起来是密钥，而构建参数会留在镜像历史中。.*id=NPM_TOKEN`.*\[NPM_TOKEN\]/);
  expect(said(filled(FOUND.large, { prefix: "", name: "node_modules", size: "96" }))).toMatch(
    /^`node_modules` 有 96 MB，/,
  );
  expect(said("`stages` stands here twice: first in line 3. The first one counts.")).toBe(
    "`stages` 出现了两次：首次在第 3 行。以第一个为准。",
  );
});

test("what is not known in them is left to the engine's words", () => {
  const { said } = told("zh");
  expect(said("Something glows.")).toBe("Something glows.");
  expect(said("Job `test` was left out: it glows.")).toBe("任务 `test` 已略去：it glows。");
  expect(said("It glows. Nothing was read from this file.")).toBe("It glows. 没有从这个文件读取任何内容。");
  expect(said("ops@host-1:22 could not be asked: nobody answers. To do: ask again.")).toBe(
    "无法询问 ops@host-1:22：nobody answers. 处理办法：ask again。",
  );
});
