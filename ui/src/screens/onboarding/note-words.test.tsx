import { renderHook } from "@testing-library/react";
import type { ReactNode } from "react";
import { I18nextProvider } from "react-i18next";
import { expect, test } from "vitest";
import { recipesNotes } from "../../../fixtures/data/recipes-proposal.ts";
import { words } from "../../words/both.ts";
import { filled, isEnglish, isOfEngine } from "./engine-texts.ts";
import { FROM, GUESS, HEARD, NAMED, RUN_OR_BUILT, STANDS } from "./note-sentences.ts";
import { useNoteWords } from "./note-words.ts";
import { notesOf } from "./notes.ts";

function shown(language: "en" | "zh", text: string, guess: boolean, source: string | null = null) {
  const wrapper = ({ children }: { children: ReactNode }) => (
    <I18nextProvider i18n={words(language)}>{children}</I18nextProvider>
  );
  const told = renderHook(useNoteWords, { wrapper }).result.current;
  return told(new Map([[1, { text, guess, source }]])).get(1)?.text;
}

const GUESSES = Object.values(GUESS).flatMap((form) => {
  if (form === GUESS.notPushed) return Object.values(RUN_OR_BUILT).map((why) => filled(form, { why }));
  if (form === GUESS.nameOf) return Object.values(NAMED).map((what) => filled(form, { what }));
  if (form === GUESS.image) return Object.values(STANDS).map((stands) => filled(form, { stands }));
  return [filled(form)];
});
const HEARDS = [...Object.values(HEARD), "host-1, host-2"].map((who) => filled(FROM, { who: filled(who) }));

test("every sentence is one of the engine's, word for word", () => {
  const all = [HEARD, GUESS, STANDS, RUN_OR_BUILT, NAMED].flatMap((forms): string[] => Object.values(forms));
  for (const form of [FROM, ...all]) expect(isOfEngine(form), form).toBe(true);
});

test("in English they are told as the engine tells them", () => {
  for (const text of GUESSES) expect(shown("en", text, true)).toBe(text);
  for (const text of HEARDS) expect(shown("en", text, false)).toBe(text);
});

test("in Chinese nothing stays English but names", () => {
  for (const text of GUESSES) expect(isEnglish(shown("zh", text, true)), text).toBe(false);
  for (const text of HEARDS) expect(isEnglish(shown("zh", text, false)), text).toBe(false);
  for (const note of notesOf(recipesNotes).values())
    expect(isEnglish(shown("zh", note.text, note.guess, note.source)), note.text).toBe(false);
});

test("names stand in the sentences", () => {
  expect(shown("zh", "from docker-compose.yml:2", false, "docker-compose.yml:2")).toBe(
    "来自 docker-compose.yml:2",
  );
  expect(shown("zh", "from a, b.yml:2", false, "a, b.yml:2")).toBe("来自 a, b.yml:2");
  expect(shown("zh", "from host-1, host-2", false)).toBe("来自 host-1、host-2");
  expect(shown("zh", "ID, REGION stand for what is not in the repository", true)).toBe(
    "ID、REGION 分别代表仓库中没有的内容",
  );
  expect(shown("zh", "the job's name `deploy-prod`", true)).toBe("按任务名 `deploy-prod`");
});

test("what is not known is left to the engine's words", () => {
  expect(shown("zh", "it is not there", true)).toBe("it is not there");
  expect(shown("zh", "a neighbour runs it, but nothing here pushes it", true)).toMatch(/^a neighbour/);
  expect(shown("zh", "said by nobody", false)).toBe("said by nobody");
});
