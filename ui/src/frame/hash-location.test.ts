// @vitest-environment jsdom
import { expect, test } from "vitest";
import { parted } from "./hash-location.ts";

test("a query belongs to the path behind the #", () => {
  expect(["", "#/board", "#/board?project=recipes", "/runs?filter=a?b"].map(parted)).toEqual([
    { path: "/", search: "" },
    { path: "/board", search: "" },
    { path: "/board", search: "project=recipes" },
    { path: "/runs", search: "filter=a?b" },
  ]);
});
