import { cleanup, render } from "@testing-library/react";
import { I18nextProvider } from "react-i18next";
import { afterEach, expect, test } from "vitest";
import type { CheckLine } from "../../wire/types.ts";
import { words } from "../../words/both.ts";
import { Check } from "./check.tsx";

afterEach(cleanup);

const CHECK: CheckLine = {
  service: "api",
  url: "http://127.0.0.1:8080/version",
  contains: "0.1.47",
  within_seconds: 90,
  from: "host",
};

function shown(check: CheckLine, language: "en" | "zh"): string | null {
  const { container } = render(
    <I18nextProvider i18n={words(language)}>
      <Check check={check} />
    </I18nextProvider>,
  );
  return container.textContent;
}

test("a check says what the answer has to hold, for how long it is tried and from where", () => {
  const text = shown(CHECK, "en");
  expect(text).toContain("GET\u00a0http://127.0.0.1:8080/version");
  expect(text).toContain("The answer has to hold 0.1.47.");
  expect(text).toContain("Tried for 1\u00a0min 30\u00a0s from each place's own host.");
});

test("a check that any good answer meets says nothing of what it holds", () => {
  const text = shown({ ...CHECK, contains: null, from: "laptop" }, "en");
  expect(text).not.toContain("hold");
  expect(text).toContain("from this laptop");
});

test("a check is worded in the window's language", () => {
  const text = shown(CHECK, "zh");
  expect(text).toContain("响应中必须包含 0.1.47。");
  expect(text).not.toContain("Tried");
});
