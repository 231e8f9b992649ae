import { expect, test } from "vitest";
import { inControl } from "./active-row.ts";

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
