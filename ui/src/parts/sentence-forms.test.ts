import { expect, test } from "vitest";
import { partsOf, whichOf } from "./sentence-forms.ts";

test("a sentence comes apart into its parts", () => {
  expect(partsOf("api.yml (line 2)", "{path} (line {line})")).toEqual({ path: "api.yml", line: "2" });
  expect(partsOf("api.yml", "{path} (line {line})")).toBeNull();
});

test("a part that stands in it twice is the same twice", () => {
  const form = "mount {name}: `id={name}`, and { secret: {name} }";
  expect(partsOf("mount A: `id=A`, and { secret: A }", form)).toEqual({ name: "A" });
  expect(partsOf("mount A: `id=B`, and { secret: A }", form)).toBeNull();
});

test("the first form that fits is taken", () => {
  const forms = { no: "no host", any: "{what} host" };
  expect(whichOf("no host", forms)?.name).toBe("no");
  expect(whichOf("a host", forms)).toEqual({ name: "any", parts: { what: "a" } });
  expect(whichOf("a house", forms)).toBeNull();
});
