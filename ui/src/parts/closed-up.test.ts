import { expect, test } from "vitest";
import { closedUp } from "./closed-up.ts";

test("Han characters stand together, and apart from others", () => {
  expect(closedUp("冻结至 周一 08:00")).toBe("冻结至周一 08:00");
  expect(closedUp("冻结至 18:00")).toBe("冻结至 18:00");
  expect(closedUp("frozen until Mon 08:00")).toBe("frozen until Mon 08:00");
});
