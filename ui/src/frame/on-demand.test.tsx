import { act, render, screen } from "@testing-library/react";
import { expect, test, vi } from "vitest";
import { onDemand, useRestLoaded } from "./on-demand.tsx";

function Window() {
  useRestLoaded();
  return null;
}

const Greeting = ({ name }: { name: string }) => <p>Hello {name}</p>;

test("what is wanted is loaded once, and then drawn at once", async () => {
  const load = vi.fn(async () => Greeting);
  const Later = onDemand(load);
  const { unmount } = render(<Later name="Ann" />);
  expect(screen.queryByText("Hello Ann")).toBeNull();
  await screen.findByText("Hello Ann");
  unmount();
  render(<Later name="Ben" />);
  expect(screen.getByText("Hello Ben")).toBeTruthy();
  expect(load).toHaveBeenCalledOnce();
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
