import { Play } from "lucide-react";
import { expect, test } from "vitest";
import { type Entry, marked, shownOf } from "./entry.ts";

const entry = (group: Entry["group"], label: string, more: Partial<Entry> = {}): Entry => ({
  id: label,
  group,
  icon: Play,
  label,
  effect: { what: "go", path: "/" },
  ...more,
});

const ENTRIES = [
  entry("screens", "Board"),
  entry("environments", "recipes staging"),
  entry("do", "Promote billing 1.12.0 to production", { blocked: true }),
  entry("do", "Lift the promotion hold"),
  entry("do", "Promote recipes 0.1.48 to staging", { about: "api, thumbs" }),
];

const labels = (typed: string) =>
  shownOf(ENTRIES, typed).map(({ group, entries }) => [group, ...entries.map(({ label }) => label)]);

test("what begins so comes first, and of it what can be done", () => {
  expect(labels("prom")).toEqual([
    [
      "do",
      "Promote recipes 0.1.48 to staging",
      "Promote billing 1.12.0 to production",
      "Lift the promotion hold",
    ],
  ]);
});

test("every word has to stand somewhere, in any order", () => {
  expect(labels("staging RECIPES")).toEqual([
    ["do", "Promote recipes 0.1.48 to staging"],
    ["environments", "recipes staging"],
  ]);
  expect(labels("thumbs")).toEqual([["do", "Promote recipes 0.1.48 to staging"]]);
  expect(labels("nowhere")).toEqual([]);
});

test("before anything is typed only what is near at hand is shown", () => {
  expect(labels("").map(([group]) => group)).toEqual(["do", "screens"]);
});

test("more than there is room for is counted", () => {
  const many = Array.from({ length: 31 }, (_, index) => entry("services", `service-${index}`));
  expect(shownOf(many, "service").map(({ entries, all }) => [entries.length, all])).toEqual([[7, 31]]);
});

test("what was typed is marked wherever it stands", () => {
  expect(marked("Promote to prod", ["pro", "to"])).toEqual([
    { text: "Pro", mark: true },
    { text: "mote ", mark: false },
    { text: "to", mark: true },
    { text: " ", mark: false },
    { text: "pro", mark: true },
    { text: "d", mark: false },
  ]);
});

test("what there is much of is found by its verb only", () => {
  const logs = entry("manage", "Logs of recipes api in staging", { asked: "logs" });
  const found = (typed: string) => shownOf([...ENTRIES, logs], typed).some(({ group }) => group === "manage");
  expect(found("recipes staging")).toBe(false);
  expect(found("lo api")).toBe(true);
  expect(found("l api")).toBe(false);
  expect(found("")).toBe(false);
});
