import { cleanup, render, screen } from "@testing-library/react";
import { I18nextProvider } from "react-i18next";
import { afterEach, expect, test, vi } from "vitest";
import type { Band } from "../../wire/types.ts";
import { words } from "../../words/both.ts";
import { Hand } from "./hand.tsx";

afterEach(cleanup);

const NOTHING = { lock: null, hold: null, freeze: null };

function shown(set: Partial<Pick<Band, "lock" | "hold" | "freeze">>, language: "en" | "zh" = "en") {
  const onRule = vi.fn();
  const { container } = render(
    <I18nextProvider i18n={words(language)}>
      <Hand band={{ ...NOTHING, ...set }} onRule={onRule} />
    </I18nextProvider>,
  );
  return { onRule, text: container.querySelector("p")?.textContent ?? null };
}

const lock = (message: string, stale = false) => ({
  owner: "Li Wei <li.wei@kitchen.example>",
  since: new Date().toISOString(),
  message,
  operation: null,
  stale,
});

test("a lock says why and since when in one sentence", () => {
  expect(shown({ lock: lock("watching it") }).text).toMatch(/^“watching it”, since \d\d:\d\d\.$/);
  cleanup();
  expect(shown({ lock: lock("") }).text).toMatch(/^Since \d\d:\d\d\.$/);
  cleanup();
  expect(shown({ lock: lock("看着它", true) }, "zh").text).toMatch(
    /^Li Wei 的锁已无人持有。“看着它”，自 \d\d:\d\d 起。$/,
  );
});

test("a message that spans lines does not break its sentence", () => {
  expect(shown({ lock: lock("one\ntwo") }).text).toMatch(/^“one\ntwo”, since \d\d:\d\d\.$/);
});

test("a hold says why, by whom and since when", () => {
  const hold = { by: "Chen Yu <c@d>", reason: "photos answer 500", since: new Date().toISOString() };
  expect(shown({ hold }).text).toBe("“photos answer 500”, by Chen Yu, now.");
  cleanup();
  const before = { ...hold, since: new Date(Date.now() - 3 * 3_600_000).toISOString() };
  expect(shown({ hold: before }).text).toBe("“photos answer 500”, by Chen Yu, 3 h ago.");
});

test("a freeze says how it ends, and is lifted here", () => {
  const { onRule, text } = shown({ freeze: { until: null, reason: "closing" } });
  expect(text).toBe("“closing”, until someone lifts it.");
  screen.getByRole("button", { name: "Lift freeze" }).click();
  expect(onRule).toHaveBeenCalledWith("unfreeze");
});

test("in Chinese no blank stands before the day that a freeze ends on", () => {
  const until = new Date(Date.now() + 2 * 86_400_000).toISOString();
  shown({ freeze: { until, reason: null } }, "zh");
  expect(screen.getByRole("heading").textContent).toMatch(/^冻结至周[一二三四五六日] \d\d:\d\d$/);
});
