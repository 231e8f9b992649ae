import { expect, test } from "vitest";
import { personName, withoutAddresses } from "./person.ts";

test("a person is told by name, and by the address where there is no other", () => {
  expect(personName("Li Wei <li@kitchen.example>")).toBe("Li Wei");
  expect(personName("build-server")).toBe("build-server");
  expect(personName("<li@kitchen.example>")).toBe("<li@kitchen.example>");
});

test("within a sentence as well, and what is no address stays", () => {
  const said = "Li Wei <li@kitchen.example> froze it for Chen Yu <chen@kitchen.example>: away";
  expect(withoutAddresses(said)).toBe("Li Wei froze it for Chen Yu: away");
  expect(withoutAddresses("expected <html> and 1 < 2 <3>")).toBe("expected <html> and 1 < 2 <3>");
});
