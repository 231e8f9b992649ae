import { expect, test } from "vitest";
import { bandOf, pageOf } from "../../../fixtures/data/environments.ts";
import { askedByPath } from "./asked-by-path.ts";

const staging = pageOf("recipes", bandOf("recipes", "staging"));
const held = pageOf("recipes", bandOf("recipes", "production-cn"));
const asked = (query: string, page = staging) => askedByPath(new URLSearchParams(query), page);

test("what is set can be lifted, and what is not can be set", () => {
  expect(asked("ask=hold")).toEqual({ is: "rule", rule: "hold" });
  expect(asked("ask=unhold")).toBeNull();
  expect(asked("ask=unhold", held)).toEqual({ is: "rule", rule: "unhold" });
  expect(asked("ask=hold", held)).toBeNull();
});

test("only a service that is there is restarted", () => {
  expect(asked("ask=restart&service=api")).toEqual({ is: "restart", service: "api" });
  expect(asked("ask=restart&service=nobody")).toBeNull();
  expect(asked("ask=restart")).toBeNull();
});

test("what nobody knows is not asked", () => {
  expect(asked("")).toBeNull();
  expect(asked("ask=constructor")).toBeNull();
});
