// @vitest-environment jsdom
import { act, renderHook } from "@testing-library/react";
import type { KeyboardEvent } from "react";
import { expect, test, vi } from "vitest";
import { inControl, useActiveRow } from "./active-row.ts";

/** A list with the focus in it, whose first row is a heading. */
function list(first: string[]) {
  const onOpen = vi.fn();
  const view = renderHook(
    (names: string[]) =>
      useActiveRow({
        count: names.length + 1,
        keyOf: (index) => names[index - 1] ?? null,
        page: () => 10,
        scrollTo: () => {},
        onOpen: (index) => onOpen(names[index - 1]),
      }),
    { initialProps: first },
  );
  const press = (key: string) =>
    act(() => {
      const event = { key, preventDefault() {} };
      view.result.current.handlers.onKeyDown(event as KeyboardEvent);
    });
  return {
    opened: onOpen,
    press,
    focus: () => act(() => view.result.current.handlers.onFocus()),
    arrive: (names: string[]) => view.rerender(names),
    active: () => view.result.current.active,
  };
}

test("keys go on meaning the row that they came to, whatever arrives above it", () => {
  const { press, focus, arrive, active, opened } = list(["148", "147", "146"]);
  focus();
  press("ArrowDown");
  arrive(["150", "149", "148", "147", "146"]);
  expect(active()).toBe(4);
  press("Enter");
  expect(opened.mock.calls).toEqual([["147"]]);
});

test("the first row is held as soon as the focus is there, and until then it is whatever is first", () => {
  const { press, focus, arrive, opened } = list(["147"]);
  arrive(["148", "147"]);
  focus();
  arrive(["149", "148", "147"]);
  press("Enter");
  expect(opened.mock.calls).toEqual([["148"]]);
});

test("where the row went away the next key only comes to what stands in its place", () => {
  const { press, focus, arrive, active, opened } = list(["148", "147", "146"]);
  focus();
  press("ArrowDown");
  arrive(["148", "146"]);
  expect(active()).toBe(-1);
  press("Enter");
  expect([opened.mock.calls, active()]).toEqual([[], 2]);
  press("Enter");
  expect(opened.mock.calls).toEqual([["146"]]);
});

test("keys belong to what is pressed in a row, and to a menu that hangs outside of the table", () => {
  document.body.innerHTML =
    '<table><tr><td><button>run</button></td></tr></table><div role="menuitem">copy</div>';
  const [table, cell, button, item] = ["table", "td", "button", "[role=menuitem]"].map((selector) =>
    document.querySelector(selector),
  );
  const told = [table, cell, button, item].map((target) =>
    inControl({ target: target ?? null, currentTarget: table ?? null }),
  );
  expect(told).toEqual([false, false, true, true]);
});
