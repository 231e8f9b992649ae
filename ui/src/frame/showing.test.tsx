import { act, cleanup, render } from "@testing-library/react";
import { afterEach, expect, test } from "vitest";
import { Router } from "wouter";
import { ScriptedHost } from "../../fixtures/scripted-host.ts";
import { HostProvider } from "../host/context.tsx";
import { DrawerProvider, useDrawer } from "./drawer.tsx";
import { useHashLocation, useHashSearch } from "./hash-location.ts";
import { useShowing } from "./showing.ts";

type Drawer = ReturnType<typeof useDrawer>;

let drawer: Drawer | null = null;

function Showing() {
  drawer = useDrawer();
  useShowing();
  return null;
}

afterEach(cleanup);

async function shown(host: ScriptedHost, path = "/board") {
  window.location.hash = `#${path}`;
  await act(async () => {
    render(
      <HostProvider host={host}>
        <Router hook={useHashLocation} searchHook={useHashSearch}>
          <DrawerProvider>
            <Showing />
          </DrawerProvider>
        </Router>
      </HostProvider>,
    );
  });
}

test("an operation in the drawer is what the window shows, over whatever screen", async () => {
  const host = new ScriptedHost({ showing: { go: null } });
  await shown(host);
  act(() => drawer?.draw({ about: "operation", project: "recipes", operation: "0199" }));
  act(() => drawer?.close());
  const told = host.calls.map(([, args]) => (args as { path: string | null }).path);
  expect(told).toEqual(["/board", "/operations/recipes/0199", "/board"]);
});

test("an operation that a plan is drawn over is not seen", async () => {
  const host = new ScriptedHost({ showing: { go: null } });
  await shown(host, "/operations/recipes/0199");
  const plan = { project: "recipes", environment: "staging", kind: "rollback" } as const;
  act(() => drawer?.draw({ about: "operation", project: "recipes", operation: "0199" }));
  act(() => drawer?.draw({ about: "plan", plan }));
  const told = host.calls.map(([, args]) => (args as { path: string | null }).path);
  expect(told).toEqual(["/operations/recipes/0199", "/activity"]);
});

test("a page goes where it was to go before it was there", async () => {
  const go = ["/environments/recipes/sandbox"];
  await shown(new ScriptedHost({ showing: () => ({ go: go.pop() ?? null }) }));
  expect(window.location.hash).toBe("#/environments/recipes/sandbox");
});
