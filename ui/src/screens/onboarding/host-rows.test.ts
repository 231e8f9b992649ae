import { expect, test } from "vitest";
import { hostRows, usedSubjects } from "./host-rows.ts";

const said = (place: string, subject: string, ok: boolean, text = subject) => ({
  place,
  subject,
  ok,
  text,
  brief: text,
  fix: ok ? null : "mend it",
});

const ROWS = hostRows({
  environments: [
    {
      name: "sandbox",
      findings: [said("h1", "connection", true), said("h1", "docker", true), said("h1", "flock", true)],
    },
    {
      name: "production",
      findings: [
        said("h2", "connection", false, "h2 does not answer"),
        said("h3", "registry", true, "one"),
        said("h3", "registry", false, "another"),
        said("h3", "registry", true, "third"),
      ],
    },
  ],
});

test("a row per host, ready when nothing is wrong", () => {
  expect(ROWS.map(({ environment, place, ready }) => [environment, place, ready])).toEqual([
    ["sandbox", "h1", true],
    ["production", "h2", false],
    ["production", "h3", false],
  ]);
  expect(ROWS[0]?.others.map(({ subject }) => subject)).toEqual(["connection", "flock"]);
});

test("a host that does not answer says so instead of all else", () => {
  expect(ROWS[1]?.away?.text).toBe("h2 does not answer");
});

test("of several findings in a column the one that is wrong is shown", () => {
  expect(ROWS[2]?.columns.get("registry")?.text).toBe("another");
  expect(usedSubjects(ROWS)).toEqual(["docker", "registry"]);
});
