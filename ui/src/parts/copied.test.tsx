import { act, cleanup, render, renderHook, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { I18nextProvider } from "react-i18next";
import { afterEach, expect, test, vi } from "vitest";
import { CopyIcon } from "../drawer/copy-icon.tsx";
import { words } from "../words/both.ts";
import { useCopies } from "./copies.ts";
import { CopyButton } from "./copy-button.tsx";
import { Hash } from "./hash.tsx";

const GIVEN = "sha256:4f7a1c9e ***\nsecond line";

afterEach(cleanup);

test.each([
  ["a button", <CopyButton key="button" text={GIVEN} word="Copy" />],
  ["an icon", <CopyIcon key="icon" text={GIVEN} what="line" />],
  ["a hash", <Hash key="hash" hash={GIVEN} what="commit" />],
])("%s copies the text that it was given and nothing else", async (_, part) => {
  const user = userEvent.setup();
  render(<I18nextProvider i18n={words("en")}>{part}</I18nextProvider>);
  await user.click(screen.getByRole("button"));
  expect(await navigator.clipboard.readText()).toBe(GIVEN);
});

test("in a list the text that stands there is copied", async () => {
  userEvent.setup();
  const { result } = renderHook(() => useCopies());
  const hit = document.createElement("button");
  hit.dataset.copy = GIVEN;
  await act(async () => void result.current[1](hit));
  expect(await navigator.clipboard.readText()).toBe(GIVEN);
});

test.each([
  ["a button", <CopyButton key="button" text={GIVEN} word="Copy" />],
  ["an icon", <CopyIcon key="icon" text={GIVEN} what="line" />],
  ["a hash", <Hash key="hash" hash={GIVEN} what="commit" />],
])("%s says that the clipboard refused", async (_, part) => {
  const user = userEvent.setup();
  vi.spyOn(navigator.clipboard, "writeText").mockRejectedValue(new DOMException("", "NotAllowedError"));
  render(<I18nextProvider i18n={words("en")}>{part}</I18nextProvider>);
  await user.click(screen.getByRole("button"));
  await screen.findByRole("button", { name: /Not copied: the desktop refused/ });
});

// Whoever copies does it by these two; what they copy came from the host, which knows what is secret.
test("nothing else reaches for the clipboard", () => {
  const sources = import.meta.glob<string>("../**/*.{ts,tsx}", {
    query: "?raw",
    import: "default",
    eager: true,
  });
  const copies = Object.entries(sources).filter(
    ([path, source]) => !path.includes(".test.") && /clipboard\.write|execCommand/.test(source),
  );
  expect(copies.map(([path]) => path.replace(/^.*\//, "")).sort()).toEqual(["copied.ts", "use-copying.ts"]);
});
