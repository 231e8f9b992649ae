import { renderHook } from "@testing-library/react";
import type { ReactNode } from "react";
import { I18nextProvider } from "react-i18next";
import { expect, test } from "vitest";
import type { StepNow } from "../wire/types.ts";
import { words } from "../words/both.ts";
import { doing, useDoing, useStepName } from "./doing.ts";

test("a step is known by its id, less its place and its number", () => {
  expect(doing({ step: "host-2/health", place: "host-2" })).toBe("health");
  expect(doing({ step: "host-2/back-http-3", place: "host-2" })).toBe("backHttp");
  expect(doing({ step: "deploy@10.0.0.5/up-2", place: "deploy@10.0.0.5" })).toBe("up");
  expect(doing({ step: "gate/approval", place: null })).toBe("gate");
  expect(doing({ step: "build/api", place: null })).toBe("build");
  expect(doing({ step: "leaks/api", place: null })).toBe("leaks");
  expect(doing({ step: "repository/api", place: null })).toBe("repository");
  expect(doing({ step: "pause-1", place: null })).toBe("pause");
});

test("what only the engine knows is left to its words", () => {
  expect(doing({ step: "burn/api", place: null })).toBeNull();
  expect(doing({ step: "host-2/constructor", place: "host-2" })).toBeNull();
});

function said(use: () => (step: StepNow) => string, language: "en" | "zh", step: StepNow): string {
  const wrapper = ({ children }: { children: ReactNode }) => (
    <I18nextProvider i18n={words(language)}>{children}</I18nextProvider>
  );
  return renderHook(use, { wrapper }).result.current(step);
}

const BUILD: StepNow = { step: "build/api", place: null, action: "build api 0.1.48" };
const LOCK: StepNow = { step: "host-1/lock", place: "host-1", action: "take the lock" };
const PULL: StepNow = { step: "host-1/pull", place: "host-1", action: "pull recipes-api:0.1.48" };

test("a step says what it is about while it goes", () => {
  expect(said(useDoing, "en", BUILD)).toBe("building api");
  expect(said(useDoing, "zh", BUILD)).toBe("正在构建 api");
  expect(said(useDoing, "zh", { ...BUILD, step: "burn/api" })).toBe("build api 0.1.48");
});

test("a step that does not go is called by a name in either language", () => {
  expect([LOCK, BUILD].map((step) => said(useStepName, "en", step))).toEqual(["Take the lock", "Build api"]);
  expect([LOCK, BUILD].map((step) => said(useStepName, "zh", step))).toEqual(["加锁", "构建 api"]);
});

test("what is done to an image before it is pushed has a name in either language", () => {
  const leaks: StepNow = { step: "leaks/api", place: null, action: "look for secrets in api 0.1.48" };
  expect(said(useStepName, "en", leaks)).toBe("Look for secrets in api");
  expect(said(useStepName, "zh", leaks)).toBe("检查 api 中有无密钥");
  const action = "create the repository r.example.com/api";
  const repository: StepNow = { step: "repository/api", place: null, action };
  expect(said(useStepName, "en", repository)).toBe(action);
  expect(said(useStepName, "zh", repository)).toBe(`创建 api 的镜像仓库：${action}`);
});

test("where the engine tells more, it is told as well", () => {
  expect(said(useStepName, "en", PULL)).toBe("pull recipes-api:0.1.48");
  expect(said(useStepName, "zh", PULL)).toBe("拉取镜像：pull recipes-api:0.1.48");
});
