import { expect, test } from "vitest";
import { repositories } from "../../../fixtures/data/repositories.ts";
import { paths } from "../../frame/paths.ts";
import { askedToTakeOut } from "./asked-by-path.ts";

const asked = (query: string) =>
  askedToTakeOut(new URLSearchParams(query), repositories.repositories)?.project;

test("a path asks about the project that it names", () => {
  expect(asked(paths.takeOut("recipes").split("?")[1] ?? "")).toBe("recipes");
});

test("about a project that is not there nothing is asked", () => {
  expect(asked("ask=take_out&project=nobody")).toBeUndefined();
  expect(asked("ask=take_out")).toBeUndefined();
});

test("a path that asks nothing, or something else, takes nothing out", () => {
  expect(asked("project=recipes")).toBeUndefined();
  expect(asked("ask=hold&project=recipes")).toBeUndefined();
});
