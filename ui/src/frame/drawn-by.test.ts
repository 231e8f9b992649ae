import { expect, test } from "vitest";
import { action } from "../../fixtures/data/parts.ts";
import { drawnBy, planBy } from "./drawn-by.ts";

const PLACE = { project: "recipes", environment: "production" };

test("what moves a release is planned, with the one service that it is about", () => {
  expect(drawnBy(PLACE, action("rollback", { release: 115, service: "api" }))).toEqual({
    about: "plan",
    plan: { ...PLACE, kind: "rollback", from: null, release: 115, services: ["api"] },
  });
});

test("of anything else its operation is shown, and otherwise it is done at once", () => {
  const again = action("again", { operation: "0199c3a2", version: "0.1.47" });
  expect(drawnBy(PLACE, again)).toEqual({ about: "operation", project: "recipes", operation: "0199c3a2" });
  expect(drawnBy(PLACE, action("unhold"))).toBeNull();
});

test("doing the same again is planned as what it was", () => {
  expect(planBy(PLACE, "promote", action("again", { release: 117 }))).toMatchObject({
    plan: { kind: "promote", release: 117, services: [] },
  });
  expect(planBy(PLACE, "run", action("again"))).toBeNull();
});
