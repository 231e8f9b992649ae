import { expect, test } from "vitest";
import type { PlaceProgress, StepState } from "../wire/types.ts";
import { fleetRows, runsAt, runsWhere } from "./fleet-rows.ts";

const place = (number: number, state: StepState, version: string | null): PlaceProgress => ({
  name: `host-${number}`,
  state,
  phases: [{ name: "pull", state }],
  running: version ? { api: version, web: "0.3.2" } : null,
  millis: null,
});

const MOVES = [
  { name: "api", from: "0.1.45", to: "0.1.47", removed: false },
  { name: "worker", from: "0.1.45", to: null, removed: true },
];

const range = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, at) => from + at);

test("neighbours that stand alike are one row where there are many, and what is under way never is", () => {
  const places = [
    ...range(1, 12).map((number) => place(number, "succeeded", "0.1.47")),
    ...range(13, 15).map((number) => place(number, "running", "0.1.45")),
    ...range(16, 20).map((number) => place(number, "pending", "0.1.45")),
  ];
  const rows = fleetRows(places, (one) => runsAt(one, MOVES) ?? "");
  const shown = rows.map((row) => (row.row === "place" ? row.place.name : row.places.length));
  expect(shown).toEqual([12, "host-13", "host-14", "host-15", 5]);
});

test("few places have a row each", () => {
  const places = range(1, 8).map((number) => place(number, "succeeded", "0.1.47"));
  expect(fleetRows(places, () => "").every(({ row }) => row === "place")).toBe(true);
});

test("what runs is told of the services that move, and together for all places", () => {
  const places = [place(1, "succeeded", "0.1.47"), place(2, "unknown", null), place(3, "pending", "0.1.45")];
  expect(places.map((one) => runsAt(one, MOVES))).toEqual(["0.1.47", null, "0.1.45"]);
  expect(runsWhere(places, MOVES)).toEqual([
    { runs: "0.1.47", places: ["host-1"] },
    { runs: "0.1.45", places: ["host-3"] },
    { runs: null, places: ["host-2"] },
  ]);
});

test("what was seen before a step that nobody knows the end of says nothing", () => {
  expect(runsAt(place(1, "unknown", "0.1.45"), MOVES)).toBeNull();
});
