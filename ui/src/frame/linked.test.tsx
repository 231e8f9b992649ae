import { act, cleanup, render, screen } from "@testing-library/react";
import { afterEach, expect, test, vi } from "vitest";
import { Route, Router, useLocation } from "wouter";
import { HALFWAY } from "../../fixtures/data/halfway.ts";
import { operationPage } from "../../fixtures/data/recipes-operation.ts";
import { failing } from "../../fixtures/data/run-pages.ts";
import { ScriptedHost } from "../../fixtures/scripted-host.ts";
import { HostProvider } from "../host/context.tsx";
import type { Kind } from "../wire/types.ts";
import { DrawerProvider, type Drawn, useDrawer } from "./drawer.tsx";
import { useHashLocation, useHashSearch } from "./hash-location.ts";
import { LinkedOperation } from "./linked.tsx";
import { paths } from "./paths.ts";

vi.mock("../screens/activity/activity.tsx", () => ({ Activity: () => null }));

const OTHER = { about: "operation", project: "recipes", operation: "two" } as const;
const PLAN: Drawn = {
  about: "plan",
  plan: { project: "recipes", environment: "staging", kind: "rollback" },
};

const ONE = paths.operation("recipes", "one");

function Buttons() {
  const { drawn, draw, close } = useDrawer();
  const [, go] = useLocation();
  return (
    <>
      <p>{drawn?.about === "operation" ? drawn.operation : (drawn?.about ?? "nothing")}</p>
      <button type="button" onClick={() => draw(OTHER)}>
        draw
      </button>
      <button type="button" onClick={() => draw(PLAN)}>
        plan
      </button>
      <button type="button" onClick={() => go(ONE)}>
        again
      </button>
      <button type="button" onClick={close}>
        close
      </button>
    </>
  );
}

/** A window that is led to an operation of a kind. */
function led(kind: Kind) {
  window.history.replaceState(null, "", `#${ONE}`);
  const operation = kind === "run" ? failing : operationPage(HALFWAY);
  render(
    <HostProvider host={new ScriptedHost({ operation })}>
      <Router hook={useHashLocation} searchHook={useHashSearch}>
        <DrawerProvider>
          <Route path="/operations/:project/:operation" component={LinkedOperation} />
          <Buttons />
        </DrawerProvider>
      </Router>
    </HostProvider>,
  );
}

const press = (name: string) => act(() => screen.getByRole("button", { name }).click());

afterEach(cleanup);

test("the path says which operation is shown, and goes with it", async () => {
  led("promote");
  await screen.findByText("one");
  press("draw");
  await screen.findByText("two");
  expect(window.location.hash).toBe(`#${paths.operation("recipes", "two")}`);
  press("close");
  expect(window.location.hash).toBe(`#${paths.activity()}`);
  await screen.findByText("nothing");
});

test("a run is shown on its screen, and nowhere beside it", async () => {
  led("run");
  await expect.poll(() => window.location.hash).toBe(`#${paths.run("recipes", "one")}`);
  screen.getByText("nothing");
});

test("what is drawn over it stays until something leads there again", async () => {
  led("promote");
  await screen.findByText("one");
  press("plan");
  await screen.findByText("plan", { selector: "p" });
  expect(window.location.hash).toBe(`#${ONE}`);
  press("again");
  await screen.findByText("one");
});
