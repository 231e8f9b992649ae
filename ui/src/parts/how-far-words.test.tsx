import { renderHook } from "@testing-library/react";
import type { ReactNode } from "react";
import { I18nextProvider } from "react-i18next";
import { expect, test } from "vitest";
import type { HowFar } from "../wire/types.ts";
import { words } from "../words/both.ts";
import { useHowFar } from "./how-far-words.ts";

function said(language: "en" | "zh", far: HowFar): string {
  const wrapper = ({ children }: { children: ReactNode }) => (
    <I18nextProvider i18n={words(language)}>{children}</I18nextProvider>
  );
  return renderHook(useHowFar, { wrapper }).result.current(far);
}

test("how far a step is comes in the window's language", () => {
  expect(said("en", { is: "pulling", percent: 67 })).toBe("pulling 67 %");
  expect(said("zh", { is: "pulling", percent: 67 })).toBe("已拉取 67 %");
  const building: HowFar = { is: "building", step: "7/11", instruction: "RUN make" };
  expect(said("en", building)).toBe("step 7/11 RUN make");
  expect(said("zh", building)).toBe("第 7/11 步 RUN make");
  expect(said("en", { is: "layers", new: 3, of: 9 })).toBe("looking through 3 of 9 layers");
  expect(said("zh", { is: "layers", new: 3, of: 9 })).toBe("正在检查 9 层中的 3 层");
});

test("what a service lacks is told with the service", () => {
  const ended: HowFar = { is: "service", service: "api", lacks: { is: "ended", code: 137 } };
  expect(said("en", ended)).toBe("api: its container ended with exit code 137");
  expect(said("zh", ended)).toBe("api：容器已退出，退出码 137");
  expect(said("zh", { is: "service", service: "api", lacks: { is: "passed" } })).toBe(
    "api：健康检查尚未通过",
  );
});

test("what is tried again is introduced to whom the engine's sentence is foreign", () => {
  const again: HowFar = { is: "problem", code: "verify_failed", message: "http://a answered 503" };
  expect(said("en", again)).toBe("http://a answered 503");
  expect(said("zh", again)).toMatch(/^.+：http:\/\/a answered 503$/);
});

test("a command of a job has its name alone", () => {
  expect(said("zh", { is: "command", name: "Unit tests" })).toBe("Unit tests");
});
