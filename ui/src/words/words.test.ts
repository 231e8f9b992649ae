import { expect, test } from "vitest";
import { en } from "./en/index.ts";
import { zh } from "./zh/index.ts";

/** Every key with its placeholders. */
function keys(node: object, path = ""): string[] {
  return Object.entries(node).flatMap(([key, value]) =>
    typeof value === "string"
      ? [`${path}${key} ${[...value.matchAll(/{{(\w+)}}/g)].map(([, name]) => name).sort()}`]
      : keys(value as object, `${path}${key}.`),
  );
}

test("both languages say the same things of the same things", () => {
  expect(keys(zh).sort()).toEqual(keys(en).sort());
});
