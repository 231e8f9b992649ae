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
  render(
    <I18nextProvider i18n={words("en")}>
      <HostProvider host={host}>
        <Closing />
      </HostProvider>
    </I18nextProvider>,
  );
  expect(screen.queryByRole("dialog")).toBeNull();
  act(() => host.tell({ event: "closing", operations: ["0199"] }));
  return closed;
}

test("a window that is closed goes on in the tray once somebody says so", async () => {
  const closed = shown();
  await userEvent.click(await screen.findByRole("button", { name: "Close the window" }));
  expect(closed).toHaveBeenCalledOnce();
  await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
});

test("a window that stays open asks no more", async () => {
  const closed = shown();
  await userEvent.click(await screen.findByRole("button", { name: "Keep it open" }));
  expect(closed).not.toHaveBeenCalled();
  expect(screen.queryByRole("dialog")).toBeNull();
});
