import { cleanup, render, screen } from "@testing-library/react";
import { I18nextProvider } from "react-i18next";
import { afterEach, expect, test } from "vitest";
import { words } from "../words/both.ts";
import { Findings } from "./findings.tsx";
import { type Leak, TO_DO } from "./leaks.ts";

afterEach(cleanup);

const PASSWORD: Leak = {
  finding: "env:BOOK_PASSWORD",
  place: "Dockerfile, line 12",
  why: "BOOK_PASSWORD says that its value is a secret, and it has one",
  hint: TO_DO.give,
};

function shown(language: "en" | "zh", differs: Partial<Leak> = {}) {
  render(
    <I18nextProvider i18n={words(language)}>
      <Findings leaks={[{ ...PASSWORD, ...differs }]} />
    </I18nextProvider>,
  );
  return screen.getByRole("listitem").textContent;
}

test("a finding says what it is accepted by, where it is, why it is one, and what to do", () => {
  const said = shown("en");
  expect(said).toContain("env:BOOK_PASSWORD");
  expect(said).toContain("and it has one (Dockerfile, line 12)");
  expect(said).toContain("Give it to the running service");
});

test("in Chinese why, where and what to do are said", () => {
  const said = shown("zh");
  expect(said).toContain("BOOK_PASSWORD 表明其值是密钥");
  expect(said).toContain("Dockerfile 第 12 行");
  expect(said).toContain("交给运行中的服务");
  expect(said).not.toMatch(/says|line|Give it/);
});

test("in Chinese a reason that is not known is introduced by the kind of place", () => {
  expect(shown("zh", { why: "it glows" })).toContain("镜像的环境变量中有密钥：it glows");
});

test("what is not known to be said is said as the engine says it", () => {
  expect(shown("zh", { hint: "burn it" })).toContain("Burn it.");
});
