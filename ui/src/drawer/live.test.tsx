import { act, cleanup, render, screen } from "@testing-library/react";
import { afterEach, expect, test, vi } from "vitest";
import { ScriptedHost } from "../../fixtures/scripted-host.ts";
import { HostProvider } from "../host/context.tsx";
import type { LogDocument } from "../wire/types.ts";
import { useTail } from "./live.ts";

afterEach(() => {
  cleanup();
  vi.useRealTimers();
});

function Tail() {
  const tail = useTail({ project: "recipes", operation: "one", step: "test" }, 1);
  return <p>{tail ? `${tail.total} lines` : "nothing yet"}</p>;
}

test("lines that come faster than the log is answered are shown while they come", async () => {
  vi.useFakeTimers();
  let now = 0;
  const host = new ScriptedHost({
    log: () => {
      const then = now;
      return new Promise<LogDocument>((answer) =>
        setTimeout(() => answer({ from: 0, lines: [], total: then, ended: false }), 500),
      );
    },
  });
  render(
    <HostProvider host={host}>
      <Tail />
    </HostProvider>,
  );
  await act(() => vi.advanceTimersByTimeAsync(600));
  const shown = [];
  for (now = 1; now <= 20; now++) {
    act(() => host.tell({ event: "logged", operation: "one", total: now }));
    await act(() => vi.advanceTimersByTimeAsync(310));
    shown.push(screen.getByText(/lines$/).textContent);
  }
  now = 20;
  expect(new Set(shown).size).toBeGreaterThan(4);
  await act(() => vi.advanceTimersByTimeAsync(2000));
  expect(screen.getByText("20 lines")).toBeTruthy();
});
