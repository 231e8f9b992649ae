import { cleanup, render, screen } from "@testing-library/react";
import { I18nextProvider } from "react-i18next";
import { afterEach, expect, test } from "vitest";
import { words } from "../words/words.ts";
import { Findings } from "./findings.tsx";
import { TO_DO } from "./leaks.ts";

afterEach(cleanup);

const PASSWORD = {
  finding: "env:BOOK_PASSWORD",
  place: "Dockerfile, line 12",
  why: "BOOK_PASSWORD says that its value is a secret, and it has one",
  hint: TO_DO.give,
};

function shown(language: "en" | "zh", hint: string = PASSWORD.hint) {
  render(
    <I18nextProvider i18n={words(language)}>
      <Findings leaks={[{ ...PASSWORD, hint }]} />
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

test("in Chinese the reason is introduced by the kind of place, and what to do is said", () => {
  const said = shown("zh");
  expect(said).toContain("镜像的环境变量中有密钥：BOOK_PASSWORD says");
  expect(said).toContain("交给运行中的服务");
  expect(said).not.toContain("Give it");
});

test("what is not known to be said is said as the engine says it", () => {
  expect(shown("zh", "burn it")).toContain("Burn it.");
});
