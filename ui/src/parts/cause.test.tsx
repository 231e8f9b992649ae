import { renderHook } from "@testing-library/react";
import type { ReactNode } from "react";
import { I18nextProvider } from "react-i18next";
import { expect, test } from "vitest";
import type { Cell } from "../wire/types.ts";
import { words } from "../words/both.ts";
import { useCause } from "./cause.ts";

function told(language: "en" | "zh", why: string, cause: Cell["cause"]): string | null {
  const wrapper = ({ children }: { children: ReactNode }) => (
    <I18nextProvider i18n={words(language)}>{children}</I18nextProvider>
  );
  return renderHook(() => useCause(), { wrapper }).result.current({ why, cause });
}

// As crates/window/src/calls/board/why.rs says it.
test("in English the window says what the host says", () => {
  for (const [why, cause] of [
    ["removed in 0.1.46", { is: "removed", release: "0.1.46" }],
    ["the ledger says 0.1.45", { is: "deployed", version: "0.1.45" }],
    ["host-2 restarts it, or its check fails", { is: "place", place: "host-2", health: "unhealthy" }],
    ["host-2 does not run it", { is: "place", place: "host-2", health: "stopped" }],
    ["host-2 tells nothing of it", { is: "place", place: "host-2", health: "unknown" }],
    ["api is not healthy", { is: "problem", code: "verify_failed" }],
  ] satisfies [string, Cell["cause"]][]) {
    expect(told("en", why, cause)).toBe(why);
  }
});

test("in Chinese nothing of the sentence is left where its parts are known", () => {
  expect(told("zh", "the ledger says 0.1.45", { is: "deployed", version: "0.1.45" })).toBe(
    "台账记录为 0.1.45",
  );
  expect(told("zh", "removed in 0.1.46", { is: "removed", release: "0.1.46" })).toBe("已在 0.1.46 中移除");
  expect(told("zh", "host-2 does not run it", { is: "place", place: "host-2", health: "stopped" })).toBe(
    "未在 host-2 上运行",
  );
});

test("times and people are told as everywhere", () => {
  const why = "Ann Example <ann@example.com> has the lock since 2020-11-09T09:44:00Z";
  for (const cause of [null, { is: "problem", code: "lock_held" }] satisfies Cell["cause"][]) {
    expect(told("en", why, cause)).toMatch(/^Ann Example has the lock since 9 Nov 2020 /);
  }
});

test("a sentence without parts is told as it is", () => {
  expect(told("zh", "host-1 runs 0.1.8", null)).toBe("host-1 runs 0.1.8");
});
