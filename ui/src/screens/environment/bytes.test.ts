import { expect, test } from "vitest";
import { bytesOf } from "./bytes.ts";

test("output is bytes, whatever character they end in the middle of", () => {
  expect([...bytesOf("5Lg=")]).toEqual([0xe4, 0xb8]);
});
