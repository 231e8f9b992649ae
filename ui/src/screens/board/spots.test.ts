import { expect, test } from "vitest";
import { board } from "../../../fixtures/data/board.ts";
import { first, moved, type Spot, spotsOf, type Way } from "./spots.ts";

const spots = spotsOf(board.columns, board.projects);
const at = (project: string, service: string | null, environment: string): Spot => ({
  project,
  service,
  environment,
});
const walk = (from: Spot, ...ways: Way[]) =>
  ways.reduce((spot, way) => moved(spots, spot, way) ?? spot, from);

test("it begins at the first band", () => {
  expect(first(spots)).toEqual(at("recipes", null, "sandbox"));
});

test("arrows go from cell to cell and stop at the edge", () => {
  expect(walk(at("recipes", null, "sandbox"), "ArrowDown", "ArrowRight", "ArrowRight")).toEqual(
    at("recipes", "api", "production"),
  );
  expect(moved(spots, at("recipes", "api", "sandbox"), "ArrowLeft")).toBeNull();
  expect(moved(spots, at("recipes", null, "staging"), "ArrowUp")).toBeNull();
});

test("an environment that a project has not is passed by", () => {
  expect(walk(at("graphbook", "client", "production-cn"), "ArrowDown")).toEqual(
    at("billing", null, "production"),
  );
  expect(walk(at("billing", "mailer", "sandbox"), "End")).toEqual(at("billing", "mailer", "production"));
});

test("pages are projects", () => {
  expect(walk(at("recipes", "web", "staging"), "PageDown")).toEqual(at("graphbook", null, "staging"));
  expect(walk(at("recipes", "web", "staging"), "PageUp")).toEqual(at("recipes", null, "staging"));
});

test("the first and the last of all", () => {
  expect(walk(at("graphbook", "client", "staging"), "First")).toEqual(at("recipes", null, "sandbox"));
  expect(walk(at("recipes", "api", "sandbox"), "Last")).toEqual(at("billing", "mailer", "production"));
});

test("a place that went away leads to the first", () => {
  expect(moved(spots, at("gone", null, "sandbox"), "ArrowDown")).toEqual(at("recipes", null, "sandbox"));
});

test("a project that cannot be read has one place", () => {
  const problem = { code: "configuration_invalid", message: "", hint: null, details: null } as const;
  const broken = { ...board.projects[0], name: "tiles", services: [], bands: [], problem };
  const both = spotsOf(board.columns, [broken as (typeof board.projects)[0], ...board.projects]);
  expect(moved(both, at("recipes", null, "production"), "ArrowUp")).toEqual(at("tiles", null, "sandbox"));
});
