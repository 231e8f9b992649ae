import { act, cleanup, render, screen } from "@testing-library/react";
import { afterEach, expect, test, vi } from "vitest";
import { ScriptedHost } from "../../fixtures/scripted-host.ts";
import type { Event as Happened, ProjectsDocument } from "../wire/types.ts";
import { HostProvider, useAnswer, useAnswerInView } from "./context.tsx";

const of = (...names: string[]): ProjectsDocument => ({
  projects: names.map((name) => ({ name, folder: "", services: [], environments: [], problem: null })),
});

function Projects() {
  const { data } = useAnswer("projects", {});
  return <p>{data?.projects.map(({ name }) => name).join(" ") ?? "nothing yet"}</p>;
}

/** A host whose answers come when they are let, each as things stood when it was asked. */
function slow() {
  const waiting: (() => void)[] = [];
  const now = { projects: of("recipes") };
  const host = new ScriptedHost({
    projects: () => {
      const then = now.projects;
      return new Promise<ProjectsDocument>((answer) => waiting.push(() => answer(then)));
    },
  });
  return { host, now, answer: () => waiting.shift()?.() };
}

afterEach(() => {
  cleanup();
  vi.useRealTimers();
});

const HEARD: [string, Happened][] = [
  ["what has changed", { event: "changed", topics: [{ topic: "projects" }] }],
  ["what was lost", { event: "lost" }],
];

test.each(HEARD)("%s while the first answer was on its way is asked for again", async (_, event) => {
  const { host, now, answer } = slow();
  render(
    <HostProvider host={host}>
      <Projects />
    </HostProvider>,
  );
  now.projects = of("recipes", "billing");
  act(() => host.tell(event));
  act(answer);
  expect(await screen.findByText("recipes")).toBeTruthy();
  await expect.poll(() => host.calls.length).toBe(2);
  act(answer);
  expect(await screen.findByText("recipes billing")).toBeTruthy();
});

test("what reads something else is not asked for again", async () => {
  const { host, answer } = slow();
  render(
    <HostProvider host={host}>
      <Projects />
    </HostProvider>,
  );
  act(() => host.tell({ event: "changed", topics: [{ topic: "docker" }] }));
  act(answer);
  expect(await screen.findByText("recipes")).toBeTruthy();
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect(host.calls.length).toBe(1);
});

test("what is known is drawn at once, and asked for anew when it has changed", async () => {
  const { host, now, answer } = slow();
  const known = { value: of("recipes"), reads: [{ topic: "projects" as const }] };
  render(
    <HostProvider host={host} known={[["projects", known]]}>
      <Projects />
    </HostProvider>,
  );
  expect(screen.getByText("recipes")).toBeTruthy();
  expect(host.calls).toEqual([]);
  now.projects = of("recipes", "billing");
  act(() => host.tell({ event: "changed", topics: [{ topic: "projects" }] }));
  await expect.poll(() => host.calls.length).toBe(1);
  act(answer);
  expect(await screen.findByText("recipes billing")).toBeTruthy();
});

test("what changes faster than it is answered is renewed all the same, and in the end is as it is", async () => {
  vi.useFakeTimers();
  let now = 0;
  const host = new ScriptedHost({
    projects: () => {
      const then = of(`at ${now}`);
      return new Promise<ProjectsDocument>((answer) => setTimeout(() => answer(then), 100));
    },
  });
  render(
    <HostProvider host={host}>
      <Projects />
    </HostProvider>,
  );
  await act(() => vi.advanceTimersByTimeAsync(110));
  const shown = [];
  for (now = 1; now <= 20; now++) {
    act(() => host.tell({ event: "changed", topics: [{ topic: "projects" }] }));
    await act(() => vi.advanceTimersByTimeAsync(40));
    shown.push(screen.getByText(/^at /).textContent);
  }
  now = 20;
  expect(new Set(shown).size).toBeGreaterThan(5);
  await act(() => vi.advanceTimersByTimeAsync(300));
  expect(screen.getByText("at 20")).toBeTruthy();
  const asked = host.calls.length;
  expect(asked).toBeLessThan(13);
  await act(() => vi.advanceTimersByTimeAsync(1000));
  expect(host.calls.length).toBe(asked);
});

function InView() {
  const { data } = useAnswerInView("projects", {});
  return <p>{data?.projects.map(({ name }) => name).join(" ") ?? "nothing yet"}</p>;
}

test("what tells nobody is asked again when it comes into view, and when the window does", async () => {
  let now = of("recipes");
  const host = new ScriptedHost({ projects: () => now });
  const known = { value: of("before"), reads: [{ topic: "projects" as const }] };
  render(
    <HostProvider host={host} known={[["projects", known]]}>
      <InView />
    </HostProvider>,
  );
  expect(screen.getByText("before")).toBeTruthy();
  expect(await screen.findByText("recipes")).toBeTruthy();
  now = of("recipes", "billing");
  act(() => void window.dispatchEvent(new Event("focus")));
  expect(await screen.findByText("recipes billing")).toBeTruthy();
  expect(host.calls.length).toBe(2);
});
