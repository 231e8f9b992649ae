import { expect, test } from "vitest";
import { suggestionsFor, type Values } from "./suggest.ts";

const values: Values = {
  project: ["recipes", "billing"],
  env: ["sandbox", "staging", "production"],
  service: ["api"],
  branch: ["develop"],
  state: ["failed", "succeeded"],
  kind: ["run"],
  author: ["li wei", "chen yu"],
  release: ["118"],
};

test("keys are offered, then what they can have", () => {
  expect(suggestionsFor("s", values)).toEqual(["service:", "state:"]);
  expect(suggestionsFor("env:s", values)).toEqual(["env:sandbox", "env:staging"]);
  expect(suggestionsFor("author:li", values)).toEqual(['author:"li wei"']);
});

test("every key that the host knows is offered", () => {
  expect(suggestionsFor("b", values)).toEqual(["branch:"]);
  expect(suggestionsFor("branch:dev", values)).toEqual(["branch:develop"]);
});

test("what is left out is suggested alike, and nothing of what is no key", () => {
  expect(suggestionsFor("-state:f", values)).toEqual(["-state:failed"]);
  expect(suggestionsFor("colour:red", values)).toEqual([]);
});
