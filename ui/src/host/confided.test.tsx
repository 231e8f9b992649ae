import { act, cleanup, render, screen } from "@testing-library/react";
import { afterEach, expect, test } from "vitest";
import { ScriptedHost } from "../../fixtures/scripted-host.ts";
import type { TriedDocument } from "../wire/types.ts";
import { type Confided, useConfided } from "./confided.ts";
import { HostProvider } from "./context.tsx";
import { Refusal } from "./host.ts";

const VALUE = "correct horse battery staple";
const ARGS = { credential: { kind: "plain", name: "TOKEN" }, values: { value: VALUE } } as const;
const TRIED: TriedDocument = { test: { outcome: "works", at: null, said: null } };

let confided: Confided<"try_credential">;

function Trying() {
  confided = useConfided("try_credential");
  const { pending, value, error } = confided;
  return <p>{pending ? "pending" : (error?.body.message ?? value?.test.outcome ?? "nothing")}</p>;
}

function shown(answer: () => TriedDocument | Refusal) {
  render(
    <HostProvider host={new ScriptedHost({ try_credential: answer })}>
      <Trying />
    </HostProvider>,
  );
}

afterEach(cleanup);

test("what came of it is kept, what was confided is not", async () => {
  shown(() => TRIED);
  await act(() => confided.send(ARGS));
  expect(screen.getByText("works")).toBeTruthy();
  expect(JSON.stringify(confided)).not.toContain(VALUE);
  act(() => confided.reset());
  expect(screen.getByText("nothing")).toBeTruthy();
});

test("a refusal is told, and nothing is returned", async () => {
  shown(() => new Refusal({ code: "internal", message: "no", hint: null, details: null }));
  let returned: unknown;
  await act(async () => {
    returned = await confided.send(ARGS);
  });
  expect(returned).toBeNull();
  expect(screen.getByText("no")).toBeTruthy();
});
