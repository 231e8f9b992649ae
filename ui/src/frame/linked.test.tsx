import { act, cleanup, render, screen } from "@testing-library/react";
import { afterEach, expect, test, vi } from "vitest";
import { Route, Router } from "wouter";
import { DrawerProvider, useDrawer } from "./drawer.tsx";
import { useHashLocation, useHashSearch } from "./hash-location.ts";
import { LinkedOperation } from "./linked.tsx";
import { paths } from "./paths.ts";

vi.mock("../screens/activity/activity.tsx", () => ({ Activity: () => null }));

const OTHER = { about: "operation", project: "recipes", operation: "two" } as const;

function Buttons() {
  const { drawn, draw, close } = useDrawer();
  return (
    <>
      <p>{drawn?.about === "operation" ? drawn.operation : "nothing"}</p>
      <button type="button" onClick={() => draw(OTHER)}>
        draw
      </button>
      <button type="button" onClick={close}>
        close
      </button>
    </>
  );
}

afterEach(cleanup);

test("the path says which operation is shown, and goes with it", async () => {
  window.history.replaceState(null, "", `#${paths.operation("recipes", "one")}`);
  render(
    <Router hook={useHashLocation} searchHook={useHashSearch}>
      <DrawerProvider>
        <Route path="/operations/:project/:operation" component={LinkedOperation} />
        <Buttons />
      </DrawerProvider>
    </Router>,
  );
  await screen.findByText("one");
  act(() => screen.getByRole("button", { name: "draw" }).click());
  await screen.findByText("two");
  expect(window.location.hash).toBe(`#${paths.operation("recipes", "two")}`);
  act(() => screen.getByRole("button", { name: "close" }).click());
  expect(window.location.hash).toBe(`#${paths.activity()}`);
  await screen.findByText("nothing");
});
