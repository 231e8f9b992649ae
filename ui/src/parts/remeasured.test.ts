// @vitest-environment jsdom
import { renderHook } from "@testing-library/react";
import { expect, test, vi } from "vitest";
import { useRemeasured } from "./remeasured.ts";

test("rows are placed anew when they become higher or lower, and not otherwise", () => {
  const list = { measure: vi.fn() };
  const { rerender } = renderHook(({ height }) => useRemeasured(list, height), {
    initialProps: { height: 32 },
  });
  rerender({ height: 32 });
  expect(list.measure).not.toHaveBeenCalled();
  rerender({ height: 28 });
  expect(list.measure).toHaveBeenCalledTimes(1);
  rerender({ height: 28 });
  expect(list.measure).toHaveBeenCalledTimes(1);
});
