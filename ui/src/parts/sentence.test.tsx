import { cleanup, render } from "@testing-library/react";
import { I18nextProvider } from "react-i18next";
import { afterEach, expect, test } from "vitest";
import { words } from "../words/both.ts";
import { Sentence } from "./sentence.tsx";

afterEach(cleanup);

/** What is written with a capital, and the whole text. */
function shown(text: string, begins = true): [string | undefined, string | null] {
  const { container } = render(
    <I18nextProvider i18n={words("en")}>
      <Sentence text={text} begins={begins} />
    </I18nextProvider>,
  );
  const begin = container.querySelector(".begins")?.textContent ?? undefined;
  const whole = container.textContent;
  cleanup();
  return [begin, whole];
}

test("a sentence that begins a paragraph begins with a capital, and loses nothing", () => {
  for (const [first, rest] of [
    ["the", " repository has no remote"],
    ["another", " laptop deployed api"],
    ["goes", " out without having been verified in staging"],
    ["job", " lint failed: step eslint ended with exit code 1"],
    ["release", " #117 was not verified in staging"],
    ["secrets", " keep the values that they have now"],
  ] as const) {
    expect(shown(first + rest)).toEqual([first, first + rest]);
  }
});

test("a name is written as it is, and so is what stands after a colon", () => {
  for (const text of ["api did not become healthy", "release did not become healthy", "job is not healthy"]) {
    expect(shown(text)).toEqual([undefined, text]);
  }
  expect(shown("the disk is full", false)).toEqual([undefined, "the disk is full"]);
});
