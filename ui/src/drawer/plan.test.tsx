import { act, cleanup, render, screen } from "@testing-library/react";
import { I18nextProvider } from "react-i18next";
import { afterEach, expect, test } from "vitest";
import { planPage } from "../../fixtures/data/recipes-plan.ts";
import { type Script, ScriptedHost } from "../../fixtures/scripted-host.ts";
import { DrawerProvider, useDrawer } from "../frame/drawer.tsx";
import { HostProvider } from "../host/context.tsx";
import { Refusal } from "../host/host.ts";
import type { BegunDocument, Event, PlanArgs, PlanPage } from "../wire/types.ts";
import { words } from "../words/both.ts";
import { Plan } from "./plan.tsx";

const ARGS: PlanArgs = { project: "recipes", environment: "production", kind: "promote", release: 117 };
const CHANGED: Event = { event: "changed", topics: [{ topic: "projects" }] };
const FIRST = planPage({ confirm: null });
const PROMOTE = { name: "Promote 0.1.47 to production" };

function Drawn() {
  const { drawn } = useDrawer();
  return <output>{drawn?.about === "operation" ? drawn.operation : "nothing"}</output>;
}

/** The drawer with a plan; asked again it is another one, or refused. */
async function shown(then: PlanPage | Refusal, more: Script = {}): Promise<ScriptedHost> {
  let asked = 0;
  const plan = () => {
    asked += 1;
    return asked === 1 ? FIRST : then;
  };
  const host = new ScriptedHost({ plan, ...more });
  render(
    <HostProvider host={host}>
      <I18nextProvider i18n={words("en")}>
        <DrawerProvider>
          <Drawn />
          <Plan args={ARGS} />
        </DrawerProvider>
      </I18nextProvider>
    </HostProvider>,
  );
  await screen.findByRole("button", PROMOTE);
  return host;
}

afterEach(cleanup);

test("a plan that cannot be made anew stays, and says why it was not", async () => {
  const message = "host-2 does not answer";
  const host = await shown(new Refusal({ code: "host_unreachable", message, hint: null, details: null }));
  act(() => host.tell(CHANGED));
  expect((await screen.findByRole("alert")).textContent).toContain(message);
  expect(screen.getByRole("button", PROMOTE)).toBeTruthy();
});

test("what was let go is followed, also where another plan came before its answer", async () => {
  let begin: (begun: BegunDocument) => void = () => {};
  const host = await shown(
    { ...FIRST, hash: "9d0e1f2".padEnd(64, "0") },
    {
      carry_out: () =>
        new Promise<BegunDocument>((answer) => {
          begin = answer;
        }),
    },
  );
  act(() => screen.getByRole("button", PROMOTE).click());
  await expect.poll(() => host.calls.some(([name]) => name === "carry_out")).toBe(true);
  act(() => host.tell(CHANGED));
  await screen.findByRole("alert");
  act(() => begin({ operation: "0199c3a2" }));
  expect(await screen.findByText("0199c3a2")).toBeTruthy();
});
