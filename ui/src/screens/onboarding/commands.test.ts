import { expect, test } from "vitest";
import { commandsOf, pieces } from "./commands.ts";

test("what stands in backticks is code", () => {
  expect(pieces("on the host: `sudo x`, then log in")).toEqual([
    { text: "on the host: ", code: false },
    { text: "sudo x", code: true },
    { text: ", then log in", code: false },
  ]);
});

test("commands are copied, names are not", () => {
  expect(commandsOf("on the host: `sudo mkdir -p /srv` and `sudo chown li /srv`")).toBe(
    "sudo mkdir -p /srv\nsudo chown li /srv",
  );
  expect(commandsOf("add linux/arm64 to `platforms`")).toBe("");
});
