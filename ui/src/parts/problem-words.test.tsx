import { renderHook } from "@testing-library/react";
import type { ReactNode } from "react";
import { I18nextProvider } from "react-i18next";
import { expect, test } from "vitest";
import type { Code } from "../wire/types.ts";
import { words } from "../words/both.ts";
import { useToldAs } from "./problem-words.ts";

const SAID = "api is not healthy after 60 s";

function told(language: "en" | "zh", code: Code | null, said = SAID): string {
  const wrapper = ({ children }: { children: ReactNode }) => (
    <I18nextProvider i18n={words(language)}>{children}</I18nextProvider>
  );
  return renderHook(() => useToldAs(), { wrapper }).result.current(said, code);
}

test("a sentence of the engine stands alone where the window speaks as the engine does", () => {
  expect(told("en", "verify_failed")).toBe(SAID);
});

test("to others its code says first what it is about", () => {
  const title = words("zh").t("title.verify_failed", { ns: "problem" });
  expect(title).not.toBe(words("en").t("title.verify_failed", { ns: "problem" }));
  expect(told("zh", "verify_failed")).toBe(`${title}：${SAID}`);
});

test("what is listed in further lines has no room there", () => {
  const said = "the image of api shows 2 secrets\n  env:A (Dockerfile): …\n  env:B (Dockerfile): …";
  expect(told("en", "leak_found", said)).toBe("the image of api shows 2 secrets");
});

test("a sentence without a code is told as it is", () => {
  expect(told("zh", null)).toBe(SAID);
});

test("a time is told as a calendar says it", () => {
  const said = `frozen until ${new Date(2020, 10, 9, 9, 44).toISOString()}`;
  expect(told("en", "frozen", said)).toBe("frozen until 9 Nov 2020 09:44");
  expect(told("zh", "frozen", said)).toContain("2020年11月9日 09:44");
});

test("people are told by their names", () => {
  const said = "Chen Yu <chen.yu@kitchen.example> denied the plan: not on a Friday";
  expect(told("en", "denied", said)).toBe("Chen Yu denied the plan: not on a Friday");
  expect(told("zh", "denied", said)).not.toContain("@");
});
