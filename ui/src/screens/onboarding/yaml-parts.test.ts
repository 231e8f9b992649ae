import { expect, test } from "vitest";
import { yamlParts } from "./yaml-parts.ts";

const told = (line: string) => yamlParts(line).map(({ text, kind }) => `${kind} ${text}`);

test("keys, values and remarks", () => {
  expect(told("  env: { A: x } # mine")).toEqual([
    "value   ",
    "key env:",
    "value  { ",
    "key A:",
    "value  x } ",
    "remark # mine",
  ]);
});

test("nothing in a string is a key or a remark, nor is an address", () => {
  expect(told('- "a: b # c" http://x:80')).toEqual(['value - "a: b # c" http://x:80']);
  expect(told("")).toEqual([]);
});
