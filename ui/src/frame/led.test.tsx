import { act, cleanup, render } from "@testing-library/react";
import { afterEach, expect, test } from "vitest";
import { Router } from "wouter";
import { ScriptedHost } from "../../fixtures/scripted-host.ts";
import { HostProvider } from "../host/context.tsx";
import { useHashLocation, useHashSearch } from "./hash-location.ts";
import { useLed } from "./led.ts";

function Led() {
  useLed();
  return null;
}

afterEach(cleanup);

test("the window shows what the host says", () => {
  const host = new ScriptedHost({});
  render(
    <HostProvider host={host}>
      <Router hook={useHashLocation} searchHook={useHashSearch}>
        <Led />
      </Router>
    </HostProvider>,
  );
  act(() => host.tell({ event: "show", path: "/operations/recipes/0199" }));
  expect(window.location.hash).toBe("#/operations/recipes/0199");
});
