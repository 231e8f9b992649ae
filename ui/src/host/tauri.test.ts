// @vitest-environment jsdom
import { afterEach, expect, test, vi } from "vitest";
import { ORDINARY } from "../../fixtures/scripted-host.ts";
import type { Event } from "../wire/types.ts";
import type { Known } from "./host.ts";

afterEach(() => {
  delete window.__SLIPWAY_AHEAD__;
});

/** The shell as far as the window speaks to it. */
const shell = vi.hoisted(() => {
  const asked: string[] = [];
  const hearers: ((told: { payload: unknown }) => void)[] = [];
  let listens: () => void = () => {};
  return {
    asked,
    tell: (payload: unknown) => {
      for (const hear of hearers) hear({ payload });
    },
    /** From now on the window hears. */
    begins: () => listens(),
    invoke: (name: string) => {
      asked.push(name);
      return Promise.resolve({ value: null, reads: [] });
    },
    listen: (_name: string, hear: (told: { payload: unknown }) => void) => {
      hearers.push(hear);
      return new Promise<() => void>((done) => {
        listens = () => done(() => {});
      });
    },
  };
});

vi.mock("@tauri-apps/api/core", () => ({ invoke: shell.invoke }));
vi.mock("@tauri-apps/api/event", () => ({ listen: shell.listen }));

test("nothing is asked before the window hears what changes, and all who listen hear it", async () => {
  const { tauriHost } = await import("./tauri.ts");
  const host = tauriHost();
  const answered = host.call("projects", {});
  await Promise.resolve();
  expect(shell.asked).toEqual([]);
  shell.begins();
  await answered;
  expect(shell.asked).toEqual(["projects"]);

  const heard: Event[] = [];
  const told: Event = { event: "lost" };
  const ends = [1, 2].map(() => host.listen((event) => heard.push(event)));
  shell.tell(told);
  expect(heard).toEqual([told, told]);
  for (const end of ends) end();
  shell.tell(told);
  expect(heard).toHaveLength(2);
});

test("what lies ready in the page is known at once, and told as changed once the window hears", async () => {
  const { tauriHost } = await import("./tauri.ts");
  const known: Known = [["settings", { value: ORDINARY, reads: [{ topic: "settings" }] }]];
  window.__SLIPWAY_AHEAD__ = { at: Date.now() / 1000, known };
  const host = tauriHost();
  expect(host.known).toEqual(known);
  const heard: Event[] = [];
  host.listen((event) => heard.push(event));
  expect(heard).toEqual([]);
  shell.begins();
  await expect.poll(() => heard).toEqual([{ event: "changed", topics: [{ topic: "settings" }] }]);
});

test("what lay ready for a page that was loaded long before is left", async () => {
  const { tauriHost } = await import("./tauri.ts");
  window.__SLIPWAY_AHEAD__ = { at: Date.now() / 1000 - 60, known: [] };
  expect(tauriHost().known).toBeUndefined();
});
