import { act, cleanup, render } from "@testing-library/react";
import { I18nextProvider } from "react-i18next";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { words } from "../words/both.ts";
import { Took } from "./took.tsx";

const BEGAN = "2026-03-02T09:00:00Z";

beforeEach(() => {
  vi.useFakeTimers();
  vi.setSystemTime(new Date(Date.parse(BEGAN) + 72_000));
});

afterEach(() => {
  cleanup();
  vi.useRealTimers();
});

function shown(busy: boolean): string | null {
  const { container } = render(
    <I18nextProvider i18n={words("en")}>
      <Took row={{ busy, millis: 70_000, started_at: BEGAN }} />
    </I18nextProvider>,
  );
  act(() => vi.advanceTimersByTime(3000));
  return container.textContent;
}

test("what goes on is counted on", () => {
  expect(shown(true)).toBe("1 min 15 s");
});

test("what has ended took as long as it did", () => {
  expect(shown(false)).toBe("1 min 10 s");
});
