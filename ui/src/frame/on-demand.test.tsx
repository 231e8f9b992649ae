import { act, cleanup, render, screen } from "@testing-library/react";
import type { ReactNode } from "react";
import { I18nextProvider } from "react-i18next";
import { afterEach, expect, test, vi } from "vitest";
import { words } from "../words/both.ts";
import { Contained } from "./contained.tsx";
import { onDemand, useRestLoaded } from "./on-demand.tsx";

afterEach(cleanup);

function Window() {
  useRestLoaded();
  return null;
}

function Screen({ shows, children }: { shows: string; children: ReactNode }) {
  return (
    <I18nextProvider i18n={words("en")}>
      <Contained shows={shows} around={(told) => <main>{told}</main>}>
        {children}
      </Contained>
    </I18nextProvider>
  );
}

const Greeting = ({ name }: { name: string }) => <p>Hello {name}</p>;

test("what is wanted is loaded once, and then drawn at once", async () => {
  const load = vi.fn(async () => Greeting);
  const Later = onDemand(load);
  const { unmount } = render(
    <Screen shows="greeting">
      <Later name="Ann" />
    </Screen>,
  );
  expect(screen.queryByText("Hello Ann")).toBeNull();
  await screen.findByText("Hello Ann");
  unmount();
  render(
    <Screen shows="greeting">
      <Later name="Ben" />
    </Screen>,
  );
  expect(screen.getByText("Hello Ben")).toBeTruthy();
  expect(load).toHaveBeenCalledOnce();
});

test("what cannot be loaded says so in its place, until something else is shown there", async () => {
  const Later = onDemand<object>(() => Promise.reject(new TypeError("no such file")));
  const { rerender } = render(
    <Screen shows="greeting">
      <Later />
    </Screen>,
  );
  expect((await screen.findByRole("alert")).textContent).toContain(
    "this part of the window could not be loaded: no such file",
  );
  rerender(
    <Screen shows="another">
      <p>Another</p>
    </Screen>,
  );
  expect(screen.queryByRole("alert")).toBeNull();
  expect(screen.getByText("Another")).toBeTruthy();
});

test("the rest is loaded a while after the start", async () => {
  vi.useFakeTimers();
  const load = vi.fn(async () => Greeting);
  onDemand(load);
  render(<Window />);
  expect(load).not.toHaveBeenCalled();
  await act(() => vi.advanceTimersByTimeAsync(1000));
  expect(load).toHaveBeenCalledOnce();
  vi.useRealTimers();
});
