import { expect, test } from "vitest";
import { unbroken } from "./unbroken.ts";

test("a number keeps its unit", () => {
  expect(unbroken("not healthy within 60 s; 48 % in 1 min 12 s")).toBe(
    "not healthy within 60\u00a0s; 48\u00a0% in 1\u00a0min 12\u00a0s",
  );
  expect(unbroken("还需 12 秒")).toBe("还需 12\u00a0秒");
});

test("other words may go to the next line", () => {
  expect(unbroken("2 services on 3 hosts")).toBe("2 services on 3 hosts");
});
