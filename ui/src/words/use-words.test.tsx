import { renderHook } from "@testing-library/react";
import { expect, test } from "vitest";
import { useWords, type WindowLanguage } from "./words.ts";

const LATER: WindowLanguage = "zh";

test("English is there at once, another language once it is loaded, and each when it is wanted", async () => {
  const spoken = renderHook((language: WindowLanguage) => useWords(language), { initialProps: "en" });
  expect(spoken.result.current?.t("close")).toBe("Close");
  spoken.rerender(LATER);
  expect(spoken.result.current?.t("close")).toBe("Close");
  await expect.poll(() => spoken.result.current?.t("close")).toBe("关闭");
  spoken.rerender("en");
  await expect.poll(() => spoken.result.current?.t("close")).toBe("Close");
  const begun = renderHook(() => useWords(LATER));
  expect(begun.result.current).toBeNull();
  await expect.poll(() => begun.result.current?.t("close")).toBe("关闭");
});
