import { cleanup, fireEvent, render, screen } from "@testing-library/react";
import { afterEach, expect, test, vi } from "vitest";
import { useScreenKeys } from "./screen-keys.ts";

const act = vi.fn();

function Screen() {
  useScreenKeys((key) => (key === "r" ? act : null));
  return (
    <>
      <button type="button">here</button>
      <input aria-label="field" />
      <div role="dialog" aria-label="above" tabIndex={-1}>
        <button type="button">there</button>
      </div>
    </>
  );
}

afterEach(() => {
  cleanup();
  act.mockClear();
});

test("a key works wherever the focus is on the screen", () => {
  render(<Screen />);
  expect(fireEvent.keyDown(screen.getByText("here"), { key: "r" })).toBe(false);
  fireEvent.keyDown(document.body, { key: "r" });
  expect(act).toHaveBeenCalledTimes(2);
});

test("it is left to a field, to what lies above, and to the one that used it", () => {
  render(<Screen />);
  fireEvent.keyDown(screen.getByLabelText("field"), { key: "r" });
  fireEvent.keyDown(screen.getByText("there"), { key: "r" });
  fireEvent.keyDown(screen.getByText("here"), { key: "r", ctrlKey: true });
  expect(fireEvent.keyDown(screen.getByText("here"), { key: "x" })).toBe(true);
  expect(act).not.toHaveBeenCalled();
});
