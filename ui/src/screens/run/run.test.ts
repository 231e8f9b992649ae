import { expect, test } from "vitest";
import type { JobDocument, StepDocument } from "../../wire/types.ts";
import { barsOf } from "./bars.ts";
import { foremost, type Node, nodesOf } from "./nodes.ts";
import { beside, planeOf } from "./plane.ts";
import { searchOf, sectionsOf, shownIn } from "./sections.ts";

const step = (name: string, more: Partial<StepDocument> = {}): StepDocument => ({
  step: name,
  place: null,
  job: null,
  action: `does ${name}`,
  command: null,
  when: "success",
  needs: [],
  state: "succeeded",
  told: null,
  began_at: null,
  ended_at: null,
  attempts: 1,
  why: null,
  why_code: null,
  lines: 0,
  ...more,
});

const job = (name: string, needs: string[] = [], more: Partial<JobDocument> = {}): JobDocument => ({
  name,
  needs,
  state: "succeeded",
  commands: [],
  began_at: null,
  ended_at: null,
  ...more,
});

const lint = job("lint");
const testJob = job("test", ["lint"]);
const build = job("build", ["lint", "test"]);

test("jobs and the steps that belong to none are nodes, each needed once and not by detours", () => {
  const nodes = nodesOf({
    jobs: [lint, testJob, build],
    steps: [
      step("job/lint", { job: "lint" }),
      step("job/test", { job: "test", needs: ["job/lint"] }),
      step("build/web", { needs: ["job/lint", "job/test"] }),
      step("clean", { when: "always" }),
    ],
  });
  expect(nodes.map(({ id, needs }) => [id, needs])).toEqual([
    ["lint", []],
    ["test", ["lint"]],
    ["build", ["test"]],
    ["build/web", ["test"]],
  ]);
});

test("clearing up is shown when something is the matter with it", () => {
  const nodes = nodesOf({ jobs: [], steps: [step("clean", { when: "always", state: "failed" })] });
  expect(nodes.map(({ name }) => name)).toEqual(["does clean"]);
});

test("a step that belongs to no job is called as the window calls it", () => {
  const [node] = nodesOf({ jobs: [], steps: [step("build/web")] }, ({ step }) => `<${step}>`);
  expect([node?.name, node?.parts[0]?.name]).toEqual(["<build/web>", "<build/web>"]);
});

test("what failed is in front, else what goes on, else the last that said something", () => {
  const nodes = nodesOf({
    jobs: [lint, { ...testJob, state: "running" }, { ...build, state: "failed" }],
    steps: [],
  });
  expect(foremost(nodes)?.id).toBe("build");
  expect(foremost(nodes.slice(0, 2))?.id).toBe("test");
  expect(foremost(nodes.slice(0, 1))?.id).toBe("lint");
  expect(foremost([])).toBeNull();
});

test("each node stands right of what it needs, few in the middle", () => {
  const plane = planeOf(
    nodesOf({ jobs: [lint, job("vet"), job("unit"), job("build", ["vet", "unit"])], steps: [] }),
  );
  expect(plane.placed.map(({ node, layer, row }) => [node.id, layer, row])).toEqual([
    ["lint", 0, 0],
    ["vet", 0, 1],
    ["unit", 0, 2],
    ["build", 1, 0],
  ]);
  expect(plane.height).toBe(172);
  expect(plane.placed[3]?.y).toBe(plane.placed[1]?.y);
  expect(plane.edges.map(({ from, to }) => `${from} ${to}`)).toEqual(["vet build", "unit build"]);
  expect(plane.edges[0]?.path).toContain("H");
  expect(plane.edges[1]?.path).toContain("q");
});

test("jobs that need each other are drawn all the same", () => {
  expect(planeOf(nodesOf({ jobs: [job("a", ["b"]), job("b", ["a"])], steps: [] })).placed.length).toBe(2);
});

test("arrows go from node to node", () => {
  const { placed } = planeOf(nodesOf({ jobs: [lint, job("vet"), testJob], steps: [] }));
  const from = (id: string, key: string) => beside(placed, id, key)?.node.id ?? null;
  expect(from("lint", "ArrowDown")).toBe("vet");
  expect(from("lint", "ArrowUp")).toBeNull();
  expect(from("vet", "ArrowRight")).toBe("test");
  expect(from("test", "ArrowLeft")).toBe("lint");
  expect(from("test", "Enter")).toBeNull();
});

const node: Node = {
  id: "test",
  name: "test",
  state: "running",
  needs: [],
  began: 1000,
  ended: null,
  running: "job/test",
  parts: [
    {
      id: "a",
      name: "vet",
      state: "succeeded",
      step: "job/test",
      from: 5,
      lines: 6,
      began: 1000,
      millis: 1000,
    },
    {
      id: "b",
      name: "unit",
      state: "running",
      step: "job/test",
      from: 11,
      lines: 2,
      began: 2000,
      millis: null,
    },
    {
      id: "c",
      name: "cover",
      state: "pending",
      step: "job/test",
      from: null,
      lines: 0,
      began: null,
      millis: null,
    },
  ],
};

test("bars stand on one scale", () => {
  expect(barsOf(node, 5000)).toEqual([{ left: 0, width: 25 }, { left: 25, width: 75 }, null]);
});

const words = { before: "before", after: "after", note: () => null };

test("a log has a section per part, and the last running one grows with the log", () => {
  const sections = sectionsOf(node, () => 500, words);
  expect(sections.map(({ title, from, lines, grows }) => [title, from, lines, grows])).toEqual([
    ["before", 0, 5, false],
    ["vet", 5, 6, false],
    ["unit", 11, 489, true],
    ["cover", 0, 0, false],
  ]);
});

test("what was said after the last part is not lost", () => {
  const ended = { ...node, parts: node.parts.map((part) => ({ ...part, state: "succeeded" as const })) };
  expect(sectionsOf(ended, () => 20, words).at(-1)).toMatchObject({ title: "after", from: 13, lines: 7 });
});

test("what is said before the first part begins is shown", () => {
  const parts = node.parts.map((part) => ({ ...part, state: "pending" as const, from: null, lines: 0 }));
  const sections = sectionsOf({ ...node, parts }, () => 4, words);
  expect(sections.map(({ title, from, lines }) => [title, from, lines])).toEqual([
    ["before", 0, 4],
    ...parts.map(({ name }) => [name, 0, 0]),
  ]);
  expect(sectionsOf({ ...node, parts }, () => 0, words)).toHaveLength(parts.length);
});

test("an address says what is shown", () => {
  const shown = { node: "test-api", line: { log: "job/test-api", line: 1315 } };
  expect(searchOf(shown)).toBe("?job=test-api&step=job%2Ftest-api&line=1316");
  expect(shownIn("job=test-api&step=job%2Ftest-api&line=1316")).toEqual(shown);
  expect(shownIn("")).toEqual({ node: null, line: null });
  expect(shownIn("step=x&line=0")).toEqual({ node: null, line: null });
  expect(searchOf({ node: null, line: null })).toBe("");
});

test("an arrow over several layers goes beside what stands between", () => {
  const nodes = nodesOf({
    jobs: [job("a"), job("b", ["a"]), job("c"), job("d", ["c"]), job("e", ["b", "c"]), job("f", ["c", "b"])],
    steps: [],
  });
  const { placed, edges } = planeOf(nodes);
  const heightOf = (id: string) => (placed.find(({ node }) => node.id === id)?.y ?? 0) + 22;
  const long = edges.find(({ from, to }) => from === "c" && to === "e")?.path ?? "";
  const heights = [...long.matchAll(/V([\d.]+)/g)].map(([, height]) => Number(height));
  expect(heights.length).toBeGreaterThan(0);
  expect(heights.every((height) => Math.abs(height - heightOf("d")) > 16)).toBe(true);
});
