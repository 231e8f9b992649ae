import { expect, test, vi } from "vitest";
import type { Event } from "../wire/types.ts";

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
