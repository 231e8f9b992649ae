import { act, cleanup, render, screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { I18nextProvider } from "react-i18next";
import { afterEach, expect, test, vi } from "vitest";
import { ScriptedHost } from "../../fixtures/scripted-host.ts";
import { HostProvider } from "../host/context.tsx";
import { words } from "../words/words.ts";
import { Closing } from "./closing.tsx";

const board = { columns: [], projects: [], needs: [], last: null };
const activity = { rows: [], more: false, not_understood: [] };

afterEach(cleanup);

function shown() {
  const host = new ScriptedHost({ board, activity });
  const closed = vi.spyOn(host, "closeWindow");
  const quit = vi.spyOn(host, "quit");
  render(
    <I18nextProvider i18n={words("en")}>
      <HostProvider host={host}>
        <Closing />
      </HostProvider>
    </I18nextProvider>,
  );
  expect(screen.queryByRole("dialog")).toBeNull();
  act(() => host.tell({ event: "closing", operations: ["0199"] }));
  return { closed, quit };
}

test("a window that is closed goes on in the tray once somebody says so", async () => {
  const { closed, quit } = shown();
  await userEvent.click(await screen.findByRole("button", { name: "Close the window" }));
  expect(closed).toHaveBeenCalledOnce();
  expect(quit).not.toHaveBeenCalled();
  await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
});

test("a window that stays open asks no more", async () => {
  const { closed, quit } = shown();
  await userEvent.click(await screen.findByRole("button", { name: "Keep it open" }));
  expect(closed).not.toHaveBeenCalled();
  expect(quit).not.toHaveBeenCalled();
  expect(screen.queryByRole("dialog")).toBeNull();
});

test("what quitting in the middle means is said before, and then the program ends", async () => {
  const { closed, quit } = shown();
  expect(await screen.findByText(/^Quitting now leaves it in the middle/)).toBeDefined();
  await userEvent.click(screen.getByRole("button", { name: "Quit now" }));
  expect(quit).toHaveBeenCalledOnce();
  expect(closed).not.toHaveBeenCalled();
  await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
});

test("what quits nothing says why, and still asks", async () => {
  const { quit } = shown();
  quit.mockRejectedValueOnce(new Error("the shell does not answer"));
  await userEvent.click(await screen.findByRole("button", { name: "Quit now" }));
  expect((await screen.findByRole("alert")).textContent).toContain("shell does not answer");
  expect(screen.getByRole("dialog")).toBeDefined();
});
