import { expect, test } from "vitest";
import type { Code } from "../wire/types.ts";
import { words } from "../words/both.ts";
import { problemWords } from "./problem-words.ts";

const SAID = "as the engine says it";

const told = (language: "en" | "zh", code: Code, details: unknown) =>
  problemWords(
    { code, message: SAID, hint: null, details },
    words(language).getFixedT(language, "problem"),
    language,
  ).message;

const LOCK = {
  owner: "Li Wei <li.wei@kitchen.example>",
  since: "2026-11-29T12:00:00Z",
  message: "deploys 0.1.48",
  operation: null,
  silent_for: 0,
};

test("who holds a lock, since when and why is told in either language", () => {
  const details = { place: "host-1", lock: LOCK };
  const sentence = "host-1 is locked by Li Wei since 2026-11-29T12:00:00Z: deploys 0.1.48";
  expect(told("en", "lock_held", details)).toBe(sentence);
  expect(told("zh", "lock_held", details)).toBe(
    "Li Wei 自 2026-11-29T12:00:00Z 起锁定了 host-1：deploys 0.1.48",
  );
});

test("a lock of an operation says when it last showed a sign of life", () => {
  const lock = { ...LOCK, operation: "0199", silent_for: 120 };
  const details = { place: "host-1", lock };
  expect(told("en", "lock_held", details)).toMatch(/, last sign of life 120 s ago$/);
  expect(told("zh", "lock_held", details)).toMatch(/，最近一次活动在 120 秒前$/);
});

test("a changed key is told with both fingerprints", () => {
  const details = { host: "host-1", offered: "SHA256:new", known: ["SHA256:old"], known_hosts: null };
  expect(told("zh", "host_key_changed", details)).toBe(
    "host-1 的密钥与已知的不同：现为 SHA256:new，已知为 SHA256:old",
  );
});

test("where a part is missing, the engine's sentence is told", () => {
  for (const details of [null, "text", [], {}, { host: "host-1", offered: null, known: ["SHA256:old"] }]) {
    expect(told("zh", "host_key_changed", details)).toBe(SAID);
  }
  expect(told("zh", "lock_held", { place: "host-1", lock: { owner: "Li Wei" } })).toBe(SAID);
  expect(told("zh", "disk_short", { place: "host-1" })).toBe(SAID);
});
