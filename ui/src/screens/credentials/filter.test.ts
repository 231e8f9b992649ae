import { expect, test } from "vitest";
import { credentials } from "../../../fixtures/data/credentials.ts";
import { filterOf, valuesOf } from "./filter.ts";

const rows = credentials.bands.flatMap((band) => band.credentials);
const named = (text: string) => {
  const fits = filterOf(text);
  return rows.filter((row) => fits?.(row) ?? true).map(({ name }) => name);
};

test("what was typed is looked for by kind, use and outcome", () => {
  expect(named("kind:ssh")).toEqual(["deploy-key", "graphbook-deploy", "billing-deploy"]);
  expect(named("used:never")).toEqual(["SESSION_KEY"]);
  expect(named("test:refused")).toEqual(["registry-cn.example.com"]);
  expect(named("kind:ssh -project:billing")).toEqual(["deploy-key", "graphbook-deploy"]);
  expect(named("used:host-6")).toEqual(["billing-deploy"]);
});

test("a word without a key is looked for in what is known of it", () => {
  expect(named("smtp")).toEqual(["SMTP_PASSWORD"]);
  expect(named("SHA256:Vh3x")).toEqual(["deploy-key"]);
  expect(named("")).toHaveLength(rows.length);
});

test("what a key may be is what there is", () => {
  expect(valuesOf(rows, ["ssh-key", "plain"], "kind")).toEqual(["ssh-key", "plain"]);
  expect(valuesOf(rows, [], "test")).toEqual(["works", "present", "refused", "missing", "untested"]);
  expect(valuesOf(rows, [], "project")).toEqual(["recipes", "graphbook", "billing"]);
});
