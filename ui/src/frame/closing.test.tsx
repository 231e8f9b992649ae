import { act, cleanup, render, screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { I18nextProvider } from "react-i18next";
import { afterEach, expect, test, vi } from "vitest";
import { ScriptedHost } from "../../fixtures/scripted-host.ts";
import { HostProvider } from "../host/context.tsx";
import { words } from "../words/both.ts";
import { Closing } from "./closing.tsx";

const board = { columns: [], projects: [], needs: [], last: null };
const activity = { rows: [], more: false, not_understood: [], unread: [] };

afterEach(cleanup);

function shown(ends: boolean) {
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
  act(() => host.tell({ event: "closing", operations: ["0199"], ends }));
  return { closed, quit };
}

const press = async (name: string) => userEvent.click(await screen.findByRole("button", { name }));

const isGone = () => waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());

test("a window that is closed goes on in the tray once somebody says so", async () => {
  const { closed, quit } = shown(false);
  expect(await screen.findByText(/^It goes on in the tray/)).toBeDefined();
  expect(screen.queryByText(/left in the middle/)).toBeNull();
  await press("Close the window");
  expect(closed).toHaveBeenCalledOnce();
  expect(quit).not.toHaveBeenCalled();
  await isGone();
});

test("a window that stays open asks no more", async () => {
  const { closed, quit } = shown(false);
  await press("Keep it open");
  expect(closed).not.toHaveBeenCalled();
  expect(quit).not.toHaveBeenCalled();
  expect(screen.queryByRole("dialog")).toBeNull();
});

test("what quitting in the middle means is said before, and then the program ends", async () => {
  const { closed, quit } = shown(true);
  expect(await screen.findByText(/^It is left in the middle/)).toBeDefined();
  expect(screen.queryByText(/goes on in the tray/)).toBeNull();
  await press("Quit now");
  expect(quit).toHaveBeenCalledOnce();
  expect(closed).not.toHaveBeenCalled();
  await isGone();
});

test("whoever is asked about quitting may close the window only, or do neither", async () => {
  const { closed, quit } = shown(true);
  await press("Close the window only");
  expect(closed).toHaveBeenCalledOnce();
  await isGone();
  cleanup();
  const again = shown(true);
  await press("Do not quit");
  expect(again.closed).not.toHaveBeenCalled();
  expect(screen.queryByRole("dialog")).toBeNull();
  for (const one of [quit, again.quit]) expect(one).not.toHaveBeenCalled();
});

test("whoever closes the window may quit instead, and is told first what that means", async () => {
  const { quit } = shown(false);
  await press("Quit instead…");
  expect(quit).not.toHaveBeenCalled();
  expect(await screen.findByText(/^It is left in the middle/)).toBeDefined();
  await press("Quit now");
  expect(quit).toHaveBeenCalledOnce();
});

test("what quits nothing says why, and still asks", async () => {
  const { quit } = shown(true);
  quit.mockRejectedValueOnce(new Error("the shell does not answer"));
  await press("Quit now");
  expect((await screen.findByRole("alert")).textContent).toContain("shell does not answer");
  expect(screen.getByRole("dialog")).toBeDefined();
});
