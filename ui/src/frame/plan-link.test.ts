import { expect, test } from "vitest";
import type { PlanArgs } from "../wire/types.ts";
import { planOfQuery, planPath } from "./plan-link.ts";

const PLAN: PlanArgs = {
  project: "recipes",
  kind: "promote",
  environment: "production",
  from: "staging",
  release: 117,
  services: ["api", "web"],
  hotfix: "checkout is down & people wait",
};

test("a plan goes into a path and comes out of it", () => {
  const [path, query] = planPath(PLAN).split("?");
  expect(path).toBe("/plan");
  expect(planOfQuery(query ?? "")).toEqual(PLAN);
});

test("what says too little asks for nothing", () => {
  for (const query of [
    "",
    "project=recipes&environment=production",
    "project=recipes&environment=production&kind=restart",
    "project=recipes&environment=production&kind=deploy&release=latest",
  ]) {
    expect(planOfQuery(query)).toBeNull();
  }
});
