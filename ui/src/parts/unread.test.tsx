import { cleanup, render, screen } from "@testing-library/react";
import { I18nextProvider } from "react-i18next";
import { afterEach, expect, test } from "vitest";
import type { UnreadProject } from "../wire/types.ts";
import { words } from "../words/both.ts";
import { Unread } from "./unread.tsx";

afterEach(cleanup);

const first: UnreadProject = {
  project: "billing",
  problem: { code: "configuration_missing", message: "there is no slipway.yml", hint: null, details: null },
};

function shown(language: "en" | "zh", all: UnreadProject[]) {
  render(
    <I18nextProvider i18n={words(language)}>
      <Unread first={first} all={all} />
    </I18nextProvider>,
  );
  return screen.getByRole("status").textContent;
}

test("it says what is lacking and why", () => {
  expect(shown("en", [first])).toMatch(/^Nothing of billing is listed:there is no `?slipway\.yml/);
});

test("the others are counted, and to hover over", () => {
  expect(shown("zh", [first, { ...first, project: "graphbook" }])).toMatch(
    /^未列出 billing 的操作：.*另有 1 个项目$/,
  );
  expect(screen.getByTitle(/graphbook/)).toBeDefined();
});
