import { expect, test } from "vitest";
import { action } from "../../fixtures/data/parts.ts";
import { operationPage } from "../../fixtures/data/recipes-operation.ts";
import type { Kind } from "../wire/types.ts";
import { offered, planOf } from "./next-acts.ts";

const ACTIONS = [action("rollback"), action("again", { release: 117 })];

const verbs = (kind: Kind) => offered(operationPage([], { kind }), ACTIONS).map(({ verb }) => verb);

test("what moved a release is planned again; a run or restart is not begun anew from here", () => {
  expect(verbs("promote")).toEqual(["rollback", "again"]);
  expect(verbs("run")).toEqual(["rollback"]);
  expect(verbs("restart")).toEqual(["rollback"]);
});

test("again means the same way as before", () => {
  const again = action("again", { release: 117 });
  const page = operationPage([], { kind: "deploy" });
  expect(planOf(page, again)).toMatchObject({
    about: "plan",
    plan: { kind: "deploy", environment: "production", release: 117, services: [], hotfix: null },
  });
  const hotfix = operationPage([], { kind: "promote", only: ["api"], hotfix: "Login is broken" });
  expect(planOf(hotfix, again)).toMatchObject({
    plan: { kind: "promote", release: 117, services: ["api"], hotfix: "Login is broken" },
  });
  const back = action("rollback", { release: 115 });
  expect(planOf(hotfix, back)).toMatchObject({ plan: { kind: "rollback", services: [] } });
});
