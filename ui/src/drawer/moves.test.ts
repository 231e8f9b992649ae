import { expect, test } from "vitest";
import { beforeName, headline, type Move, releaseName } from "./moves.ts";

const move = (name: string, from: string | null, to: string | null, removed = false): Move => ({
  name,
  from,
  to,
  removed,
});

test("one pair of versions tells a release whose services move together", () => {
  const moves = [
    move("api", "0.1.45", "0.1.47"),
    move("thumbs", null, "0.1.47"),
    move("worker", "0.1.45", null, true),
  ];
  expect(headline(moves)).toEqual({ tells: "pair", from: "0.1.45", to: "0.1.47" });
  expect([releaseName(moves, 117), beforeName(moves)]).toEqual(["0.1.47", "0.1.45"]);
});

test("services that move differently are told by the first of them", () => {
  const moves = [move("api", "0.1.45", "0.1.47"), move("web", "0.3.2", "0.3.3")];
  expect(headline(moves)).toEqual({ tells: "first", name: "api", from: "0.1.45", to: "0.1.47", more: 1 });
  expect([releaseName(moves, 117), beforeName(moves)]).toEqual(["#117", null]);
});

test("a first deployment comes from nowhere, and a release may only take away, or change nothing", () => {
  expect(headline([move("api", null, "1.0.0")])).toEqual({ tells: "pair", from: null, to: "1.0.0" });
  expect(headline([move("worker", "0.1.45", null, true)])).toEqual({ tells: "removed", names: ["worker"] });
  expect(headline([])).toEqual({ tells: "nothing" });
});
