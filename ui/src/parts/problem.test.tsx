import { cleanup, render, screen } from "@testing-library/react";
import { I18nextProvider } from "react-i18next";
import { afterEach, expect, test } from "vitest";
import { words } from "../words/both.ts";
import { ProblemAgain } from "./problem.tsx";

afterEach(cleanup);

const PROBLEM = { code: "ledger_failed", message: "disk I/O error", hint: null, details: null } as const;

function shown(known?: number) {
  render(
    <I18nextProvider i18n={words("en")}>
      <ProblemAgain problem={PROBLEM} again={() => {}} known={known} />
    </I18nextProvider>,
  );
  return screen.getByRole("alert").textContent;
}

test("beside what was known before stands how old that is", () => {
  expect(shown(Date.now() - 4 * 60_000)).toContain("What is shown was asked for 4 min ago.");
});

test("where nothing is shown, nothing is old", () => {
  expect(shown()).not.toContain("ago");
});
