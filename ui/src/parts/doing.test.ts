import { expect, test } from "vitest";
import { doing } from "./doing.ts";

test("a step is known by its id, less its place and its number", () => {
  expect(doing({ step: "host-2/health", place: "host-2" })).toBe("health");
  expect(doing({ step: "host-2/back-http-3", place: "host-2" })).toBe("backHttp");
  expect(doing({ step: "deploy@10.0.0.5/up-2", place: "deploy@10.0.0.5" })).toBe("up");
  expect(doing({ step: "gate/approval", place: null })).toBe("gate");
  expect(doing({ step: "pause-1", place: null })).toBe("pause");
});

test("what only the engine knows is left to its words", () => {
  expect(doing({ step: "build/api", place: null })).toBeNull();
  expect(doing({ step: "host-2/constructor", place: "host-2" })).toBeNull();
});
