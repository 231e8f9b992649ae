import { act, cleanup, render, screen } from "@testing-library/react";
import { afterEach, expect, test } from "vitest";
import { ScriptedHost } from "../../fixtures/scripted-host.ts";
import type { SettingsDocument } from "../wire/types.ts";
import { useChoices } from "./choices.ts";
import { HostProvider, useAnswer } from "./context.tsx";
import { Refusal } from "./host.ts";

const SETTINGS: SettingsDocument = {
  appearance: "light",
  density: "ordinary",
  docker: null,
  language: "en",
  notifications: "all",
};

function Chosen() {
  return <p>{useAnswer("settings", {}).data?.appearance}</p>;
}

function Choosing() {
  const { choose } = useChoices();
  return (
    <button type="button" onClick={() => choose({ appearance: "dark" })}>
      dark
    </button>
  );
}

afterEach(cleanup);

test("what cannot be kept is taken back, also when who chose is gone", async () => {
  let refuse: (refusal: Refusal) => void = () => {};
  const host = new ScriptedHost({
    settings: SETTINGS,
    choose: () =>
      new Promise<SettingsDocument>((_, reject) => {
        refuse = reject;
      }),
  });
  const shown = (isChoosing: boolean) => (
    <HostProvider host={host}>
      <Chosen />
      {isChoosing && <Choosing />}
    </HostProvider>
  );
  const { rerender } = render(shown(true));
  expect(await screen.findByText("light")).toBeTruthy();
  act(() => screen.getByRole("button").click());
  expect(await screen.findByText("dark", { selector: "p" })).toBeTruthy();
  rerender(shown(false));
  act(() => refuse(new Refusal({ code: "file_failed", message: "no room", hint: null, details: null })));
  expect(await screen.findByText("light")).toBeTruthy();
});

function Two() {
  const { choose } = useChoices();
  return (
    <>
      <button type="button" onClick={() => choose({ appearance: "dark" })}>
        dark
      </button>
      <button type="button" onClick={() => choose({ density: "compact" })}>
        compact
      </button>
    </>
  );
}

test("choices are kept one after another, and the later holds the earlier", async () => {
  const answers: (() => void)[] = [];
  const host = new ScriptedHost({
    settings: SETTINGS,
    choose: (next) =>
      new Promise<SettingsDocument>((resolve) => {
        answers.push(() => resolve(next));
      }),
  });
  render(
    <HostProvider host={host}>
      <Chosen />
      <Two />
    </HostProvider>,
  );
  await screen.findByText("light");
  const press = (name: string) => act(() => screen.getByRole("button", { name }).click());
  press("dark");
  press("compact");
  await expect.poll(() => answers.length).toBe(1);
  act(() => answers[0]?.());
  await expect.poll(() => answers.length).toBe(2);
  expect(host.calls.at(-1)).toEqual(["choose", { ...SETTINGS, appearance: "dark", density: "compact" }]);
});
