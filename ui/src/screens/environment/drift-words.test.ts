import { expect, test } from "vitest";
import { at, runs } from "../../../fixtures/data/environments.ts";
import { words } from "../../words/both.ts";
import { driftText } from "./drift-words.ts";

const PLACES = ["host-1", "host-2", "host-3"];
const told = (language: "en" | "zh", service: Parameters<typeof driftText>[1]) =>
  driftText(words(language).getFixedT(language, "environment"), service);

const web = {
  ...runs("web", "0.3.2", "70f3b82", PLACES),
  places: [
    at("host-1", "0.3.1", "a604c2d", { differs: true }),
    at("host-2", "0.3.1", "a604c2d", { differs: true }),
    at("host-3", "0.3.2", "70f3b82"),
  ],
  drift: ["of host-1", "of host-2"],
};

test("places that differ alike are told at once, in both languages", () => {
  expect(told("en", web)).toBe("host-1 and host-2 run 0.3.1; the ledger says 0.3.2.");
  expect(told("zh", web)).toBe("host-1 和 host-2 运行的是 0.3.1，台账记录为 0.3.2。");
});

test("a container that is not there, and one with other settings, are told apart", () => {
  const [first, , last] = web.places;
  if (!first || !last) throw new Error("there are three places");
  const places = [{ ...first, version: null, digest: null }, last];
  expect(told("en", { ...web, places })).toBe(
    "web is not on host-1. 1 place runs another configuration than was deployed.",
  );
});

test("nothing is said of what is as it was deployed", () => {
  expect(told("en", runs("web", "0.3.2", "70f3b82", PLACES))).toBe("");
});

test("nothing is said of what runs after a failure, of which the ledger promises nothing", () => {
  expect(told("en", { ...web, drift: [] })).toBe("");
});
