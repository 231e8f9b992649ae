import { renderHook } from "@testing-library/react";
import type { ReactNode } from "react";
import { I18nextProvider } from "react-i18next";
import { expect, test } from "vitest";
import { words } from "../words/both.ts";
import { useActed } from "./acted.ts";

function told(language: "en" | "zh") {
  const wrapper = ({ children }: { children: ReactNode }) => (
    <I18nextProvider i18n={words(language)}>{children}</I18nextProvider>
  );
  return renderHook(() => useActed(), { wrapper }).result.current;
}

test("what was done is told in the window's language", () => {
  expect(told("en")("unhold", "sandbox")).toBe("sandbox takes releases again");
  expect(told("zh")("unhold", "sandbox")).toBe("sandbox 已取消挂起");
  expect(told("zh")("look", "sandbox")).toBe("已查看 sandbox");
  expect(told("zh")("cancel", "sandbox")).toBe("操作已结束");
});
