import { act, cleanup, render, screen } from "@testing-library/react";
import { afterEach, expect, test } from "vitest";
import { ScriptedHost } from "../../fixtures/scripted-host.ts";
import type { Event, ProjectsDocument } from "../wire/types.ts";
import { HostProvider, useAnswer } from "./context.tsx";

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

afterEach(cleanup);

const HEARD: [string, Event][] = [
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
