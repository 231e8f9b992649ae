import { act, cleanup, render, screen } from "@testing-library/react";
import { afterEach, expect, test } from "vitest";
import { Router } from "wouter";
import { ScriptedHost } from "../../fixtures/scripted-host.ts";
import { HostProvider } from "../host/context.tsx";
import { Refusal } from "../host/host.ts";
import type { BegunDocument, RunArgs } from "../wire/types.ts";
import { useBeginRun } from "./begin-run.ts";
import { useHashLocation, useHashSearch } from "./hash-location.ts";

function Buttons() {
  const { begin, refusal } = useBeginRun();
  return (
    <>
      {["develop", "master"].map((revision) => (
        <button key={revision} type="button" onClick={() => begin({ project: "recipes", revision })}>
          {revision}
        </button>
      ))}
      <p>{refusal?.message ?? "not refused"}</p>
    </>
  );
}

afterEach(cleanup);

test("one wish begins one run, however often it is pressed, and another wish another", async () => {
  const answers: ((begun: BegunDocument | Refusal) => void)[] = [];
  const host = new ScriptedHost({
    run: () =>
      new Promise<BegunDocument>((resolve, reject) => {
        answers.push((begun) => (begun instanceof Refusal ? reject(begun) : resolve(begun)));
      }),
  });
  render(
    <HostProvider host={host}>
      <Router hook={useHashLocation} searchHook={useHashSearch}>
        <Buttons />
      </Router>
    </HostProvider>,
  );
  const press = (name: string) => act(() => screen.getByRole("button", { name }).click());
  const answer = (begun: BegunDocument | Refusal) =>
    act(() => {
      for (const one of answers.splice(0)) one(begun);
    });
  const keys = () => new Set(host.calls.map(([, args]) => (args as RunArgs).key));
  press("develop");
  press("develop");
  await expect.poll(() => answers.length).toBeGreaterThan(0);
  answer(new Refusal({ code: "internal", message: "no answer", hint: null, details: null }));
  await screen.findByText("no answer");
  press("develop");
  await expect.poll(() => answers.length).toBe(1);
  expect(keys().size).toBe(1);
  answer({ operation: "0199c3a2" });
  await expect.poll(() => window.location.hash).toBe("#/runs/recipes/0199c3a2");
  press("master");
  await expect.poll(() => answers.length).toBe(1);
  expect(keys().size).toBe(2);
});
