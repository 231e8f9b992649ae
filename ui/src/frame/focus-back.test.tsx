import { act, cleanup, render, screen, waitFor } from "@testing-library/react";
import { useState } from "react";
import { afterEach, expect, test } from "vitest";
import { useFocusKept } from "./focus-back.ts";

function Screen() {
  useFocusKept();
  const [isDone, setDone] = useState(false);
  return (
    <main className="content">
      {!isDone && (
        <button type="button" onClick={() => setDone(true)}>
          resume
        </button>
      )}
      <button type="button">other</button>
    </main>
  );
}

async function press() {
  const button = screen.getByText("resume");
  button.focus();
  await act(async () => button.click());
}

afterEach(cleanup);

test("the screen has the focus where a button went with what it did", async () => {
  render(<Screen />);
  await press();
  await waitFor(() => expect(document.activeElement).toBe(screen.getByRole("main")));
});

test("what is nearer keeps it", async () => {
  render(<Screen />);
  await press();
  screen.getByText("other").focus();
  await new Promise((resolve) => setTimeout(resolve, 150));
  expect(document.activeElement).toBe(screen.getByText("other"));
});
