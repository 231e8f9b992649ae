import { renderHook } from "@testing-library/react";
import type { ReactNode } from "react";
import { I18nextProvider } from "react-i18next";
import { expect, test } from "vitest";
import type { ImageRow } from "../../wire/types.ts";
import { words } from "../../words/both.ts";
import { useFound } from "./found.ts";

function told(language: "en" | "zh", status: string | null, found: ImageRow["found"]): string | null {
  const wrapper = ({ children }: { children: ReactNode }) => (
    <I18nextProvider i18n={words(language)}>{children}</I18nextProvider>
  );
  const scan = status === null ? null : { status, at: null, findings: {} };
  return renderHook(() => useFound(), { wrapper }).result.current({ scan, found });
}

const SOME = [
  { severity: "critical", rank: 0, count: 1 },
  { severity: "high", rank: 1, count: 3 },
];

test("what was found is counted, the worst first", () => {
  expect(told("en", "complete", SOME)).toBe("1 critical, 3 high");
  expect(told("zh", "complete", SOME)).toBe("1 个严重，3 个高危");
  expect(told("en", "complete", [{ severity: "odd", rank: 6, count: 2 }])).toBe("2 odd");
});

test("nothing was found, nothing is known yet and nobody searches are three things", () => {
  expect(told("en", "complete", [])).toBe("nothing");
  expect(told("en", "in_progress", null)).toBe("searching");
  expect(told("en", "failed", null)).toBe("search failed");
  expect(told("en", "unsupported_image", null)).toBe("unsupported image");
  expect(told("en", null, null)).toBeNull();
});
