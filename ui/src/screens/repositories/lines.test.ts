import { expect, test } from "vitest";
import { manyBranches, recipesRepository, repositories } from "../../../fixtures/data/repositories.ts";
import { layoutFor, leastWidth } from "./columns.ts";
import { environmentsOf } from "./environments.ts";
import { filterOf, hasWork } from "./filter.ts";
import { type Line, linesOf } from "./lines.ts";

const all = repositories.repositories;

function told(lines: Line[]): string[] {
  return lines.map((line) => {
    if (line.is === "band") return `# ${line.repository.project}`;
    if (line.is === "branch") return line.branch.name;
    return line.is === "none" ? line.why : line.is;
  });
}

const found = (text: string) =>
  told(linesOf(all, filterOf(text), true)).filter((name) => !name.startsWith("#"));

test("every repository has a band, and what needs a person a row of its own", () => {
  const lines = told(linesOf(all, null, false));
  expect(lines.filter((line) => line.startsWith("#"))).toEqual(["# recipes", "# graphbook", "# billing"]);
  expect(lines[lines.indexOf("# graphbook") + 2]).toBe("needs");
});

test("how many branches are not shown stands below them", () => {
  expect(told(linesOf([manyBranches(3)], null, false)).at(-1)).toBe("more");
});

test("branches without work are those of which nothing is left to bring out", () => {
  const left = recipesRepository.branches.filter((branch) => !hasWork(branch));
  expect(left.map(({ name }) => name)).toEqual(["origin/mei/cursor-pages"]);
  const merged = { ...recipesRepository, branches: left };
  expect(told(linesOf([merged], hasWork, false))).toEqual(["# recipes", "allOut"]);
});

test("keys look at authors, environments and runs", () => {
  expect(found("author:mei ahead:production")).toEqual(["mei/locale-search", "mei/photo-stream"]);
  expect(found("takes:production-cn")).toEqual(["master", "master"]);
  expect(found("run:failed")).toEqual(["jonas/gin-1.10"]);
  expect(found("run:running")).toEqual(["mei/locale-search"]);
  expect(found("run:none")).toEqual(["spike/otel", "origin/mei/cursor-pages"]);
  expect(found("project:billing -takes:sandbox")).toEqual(["hotfix/vat"]);
  expect(found("otel")).toEqual(["spike/otel"]);
});

test("where nothing fits, only that is said", () => {
  expect(told(linesOf(all, filterOf("no such branch"), true))).toEqual(["noneFits"]);
});

test("environments stand once, each behind what comes before it", () => {
  const running = (...names: string[]) => names.map((environment) => ({ environment, commit: null }));
  const of = (...lists: string[][]) =>
    environmentsOf(lists.map((names) => ({ ...recipesRepository, running: running(...names) })));
  expect(of(["sandbox", "production"], ["sandbox", "preview", "production"])).toEqual([
    "sandbox",
    "preview",
    "production",
  ]);
  expect(of(["a"], ["b", "c"])).toEqual(["b", "c", "a"]);
  expect(of([])).toEqual([]);
});

test("columns fit into the window down to its smallest, with four environments", () => {
  for (const width of [976, 1072, 1232, 1712])
    expect(leastWidth(layoutFor(width, 4), 4)).toBeLessThanOrEqual(width);
  expect(layoutFor(976, 4).subject).toBe(false);
  expect(layoutFor(1232, 3).author).not.toBeNull();
});
