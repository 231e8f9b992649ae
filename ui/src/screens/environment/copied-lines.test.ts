import { expect, test } from "vitest";
import type { LogLineDocument } from "../../wire/types.ts";
import { linesText } from "./copied-lines.ts";

const line = (text: string, more: Partial<LogLineDocument> = {}): LogLineDocument => ({
  at: "2026-11-27T15:19:42Z",
  place: "host-3",
  step: null,
  stream: "stdout",
  text,
  ...more,
});

test("lines are copied as they are shown", () => {
  const lines = [line("\u001b[31mno such host\u001b[0m"), line("ready", { at: null })];
  expect(linesText(lines, { times: true, places: true })).toBe(
    "2026-11-27T15:19:42Z host-3 no such host\nhost-3 ready\n",
  );
  expect(linesText(lines, { times: false, places: false })).toBe("no such host\nready\n");
});

test("an empty line stays one", () => {
  expect(linesText([line("")], { times: false, places: false })).toBe("\n");
});
