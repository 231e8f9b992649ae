import { expect, test } from "vitest";
import { hintText } from "./hint.tsx";

test("a hint is a sentence of its own", () => {
  expect(hintText("move it back, or add it from where it is now")).toBe(
    "Move it back, or add it from where it is now.",
  );
  expect(hintText("Close other programs that use it, then try again.")).toBe(
    "Close other programs that use it, then try again.",
  );
  expect(hintText("on the host: `sudo reboot`")).toBe("On the host: `sudo reboot`.");
});

test("what is a name or code keeps its letters", () => {
  expect(hintText("`slipway logs` shows everything that it said")).toBe(
    "`slipway logs` shows everything that it said.",
  );
  expect(hintText("host-2 finishes a begun command on its own")).toBe(
    "host-2 finishes a begun command on its own.",
  );
  expect(hintText("slipway.yml can be read again")).toBe("slipway.yml can be read again.");
});
