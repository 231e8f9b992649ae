import { cleanup, render, screen } from "@testing-library/react";
import { I18nextProvider } from "react-i18next";
import { afterEach, expect, test } from "vitest";
import type { UntoldChannel } from "../../wire/types.ts";
import { words } from "../../words/both.ts";
import { foremost, Untold } from "./untold.tsx";

afterEach(cleanup);

const team: UntoldChannel = {
  channel: "team",
  given_up: false,
  notices: 2,
  project: "recipes",
  since: new Date(2020, 10, 9, 9, 44).toISOString(),
  why: "it answered with status 503",
};
const ops: UntoldChannel = { ...team, channel: "ops", given_up: true, why: null };

function shown(language: "en" | "zh", all: UntoldChannel[]) {
  const first = foremost(all);
  if (!first) throw new Error("there is one");
  render(
    <I18nextProvider i18n={words(language)}>
      <Untold first={first} all={all} />
    </I18nextProvider>,
  );
  return screen.getByRole("status").textContent;
}

test("it says which channel was not told since when, and why", () => {
  expect(shown("en", [team])).toBe(
    "team of recipes was not told since 9 Nov 2020 and is tried again: it answered with status 503",
  );
});

test("what is not tried any more comes first, and the others are to hover over", () => {
  expect(foremost([])).toBeUndefined();
  const said = shown("en", [team, ops]);
  expect(said).toMatch(/^ops of recipes /);
  expect(said).toContain("1 more");
  expect(screen.getByTitle(/team of recipes/)).toBeDefined();
});

test("in Chinese the reason is introduced", () => {
  expect(shown("zh", [team])).toContain("重试：it answered with status 503");
});
