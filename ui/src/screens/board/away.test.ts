import { expect, test } from "vitest";
import { band, project, seen } from "../../../fixtures/data/parts.ts";
import { awayOf } from "./away.ts";

const silent = (environment: string, at: string | null, ...names: string[]) =>
  band(environment, {
    unreachable: names.map((name) => ({ name, code: "host_unreachable" as const, reason: "timed out" })),
    sight: seen({ at, stale: true }),
  });

const of = (...bands: ReturnType<typeof band>[]) => awayOf([project("recipes", "healthy", [], bands)]);

test("hosts stand in the order in which they fell silent, with the longest and the shortest time", () => {
  const away = of(
    silent("staging", "2026-11-29T12:19:00Z", "host-7"),
    silent("production", "2026-11-29T12:00:00Z", "host-3", "host-4"),
  );
  expect(away?.hosts).toEqual(["host-3", "host-4", "host-7"]);
  expect([away?.since, away?.latest]).toEqual(["2026-11-29T12:00:00Z", "2026-11-29T12:19:00Z"]);
  expect(away?.environments.map(({ environment }) => environment)).toEqual(["staging", "production"]);
});

test("for how long is not told where one never answered", () => {
  const away = of(silent("staging", null, "host-7"), silent("production", "2026-11-29T12:00:00Z", "host-3"));
  expect([away?.since, away?.latest]).toEqual([null, null]);
});

test("nothing is told where all answer", () => {
  expect(of(band("staging"))).toBeNull();
});
