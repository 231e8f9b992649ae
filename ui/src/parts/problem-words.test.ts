import { expect, test } from "vitest";
import type { Code } from "../wire/types.ts";
import { words } from "../words/both.ts";
import { problemWords } from "./problem-words.ts";

const said = (language: "en" | "zh", code: Code, message: string, hint: string | null) =>
  problemWords(
    { code, message, hint, details: null },
    words(language).getFixedT(language, "problem"),
    language,
  );

test("what happened and what to do stand in lines of their own", () => {
  expect(said("en", "disk_short", "it is full", "empty ~/tmp").whole).toBe("it is full\nEmpty ~/tmp.");
  expect(said("en", "disk_short", "it is full", null).whole).toBe("it is full");
});

test("a general hint is worded for the window, another is left as it is", () => {
  const general = "`slipway logs` shows everything that it said";
  expect(said("en", "job_failed", "no", general).hint).toBe("The log shows everything that it said.");
  expect(said("en", "job_failed", "no", "mend the test").hint).toBe("Mend the test.");
});

test("in Chinese the code says first what it is about", () => {
  const { title, about, whole } = said("zh", "disk_short", "it is full", null);
  expect(title).toBe(about);
  expect(whole).toBe(`${about}\nit is full`);
  expect(said("en", "disk_short", "it is full", null).title).toBeNull();
});

test("what was set by hand is lifted here, and what slipway.yml rules is not", () => {
  const lifts = "wait until the freeze ends, or lift it with `slipway unfreeze production`";
  expect(said("en", "frozen", "no", lifts).hint).toBe("Wait until the freeze ends, or lift it.");
  expect(said("en", "frozen", "no", "wait until the freeze ends").hint).toBe("Wait until the freeze ends.");
  expect(said("en", "held", "no", "`slipway unhold production` lifts it").hint).not.toContain("slipway");
  const unlocks = "ask Li Wei, or remove the lock with `slipway unlock production --force`";
  expect(said("en", "lock_held", "no", unlocks).hint).not.toContain("slipway");
});
