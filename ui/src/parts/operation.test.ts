import { expect, test } from "vitest";
import { operationLook, versionOf, versionsText } from "./operation.ts";

const promotion = { kind: "promote", verdict: null, busy: false, waits: false } as const;

test("an operation is called by what became of it", () => {
  expect(operationLook({ ...promotion, busy: true }).word).toBe("busy.promote");
  expect(operationLook({ ...promotion, waits: true }).word).toBe("waiting");
  expect(operationLook({ ...promotion, verdict: "succeeded" }).word).toBe("done.promote");
  expect(operationLook({ ...promotion, verdict: "rolled_back" }).word).toBe("rolled_back");
});

test("one that is open and that nobody executes is unknown", () => {
  expect(operationLook(promotion)).toMatchObject({ shape: "unknown", word: "unknown" });
});

test("a release is called by the version that most of its services have", () => {
  expect(versionOf({ web: "0.3.2", api: "0.1.47", thumbs: "0.1.47" })).toBe("0.1.47");
  expect(versionOf({})).toBeNull();
  expect(versionsText({ api: "0.1.47", web: "0.3.2" }, ", ")).toBe("api 0.1.47, web 0.3.2");
});
