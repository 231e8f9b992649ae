import { expect, test } from "vitest";
import { commandsIn, pieces } from "./code-in.ts";

test("what stands in backticks is code", () => {
  expect(pieces("on the host: `sudo x`, then log in")).toEqual([
    { text: "on the host: ", code: false },
    { text: "sudo x", code: true },
    { text: ", then log in", code: false },
  ]);
});

test("a backtick alone is a backtick", () => {
  expect(pieces("it`s `x`")).toEqual([
    { text: "it", code: false },
    { text: "s ", code: true },
    { text: "x`", code: false },
  ]);
  expect(pieces("it`s")).toEqual([{ text: "it`s", code: false }]);
});

test("commands are copied, names are not", () => {
  expect(commandsIn("on the host: `sudo mkdir -p /srv` and `sudo chown li /srv`")).toBe(
    "sudo mkdir -p /srv\nsudo chown li /srv",
  );
  expect(commandsIn("add linux/arm64 to `platforms`")).toBe("");
});
