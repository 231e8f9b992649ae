import { expect, test } from "vitest";
import { image, images } from "../../../fixtures/data/images.ts";
import { filterOf } from "./filter.ts";
import { FIRST } from "./order.ts";
import { nameOf, prepare } from "./prepared.ts";
import { grouped, shown } from "./shown.ts";

const prepared = prepare(images.images);
const found = (text: string) =>
  shown(prepared, FIRST, filterOf(text, prepared, Date.now())).map((place) => {
    const one = prepared.images[place];
    return one ? nameOf(one) : "";
  });

test("an empty filter lets everything through, in the order of the host", () => {
  expect(found("")).toEqual(images.images.map(nameOf));
  expect(found("tag: -")).toHaveLength(images.images.length);
});

test("a plain word is looked for in versions, tags, hashes, subjects, authors and branches", () => {
  expect(found("THUMBNAILS")).toEqual(["0.1.48", "0.1.46"]);
  expect(found("preprod")).toEqual(["0.1.47"]);
  expect(found("77aa01c")).toEqual(["0.1.45"]);
  expect(found("thumbnails pool")).toEqual(["0.1.48"]);
});

test("keys look in one place each", () => {
  expect(found("tag:develop")).toEqual(["0.1.48"]);
  expect(found("branch:photo")).toEqual(["pr-214"]);
  expect(found("running:production-cn")).toEqual(["0.1.45"]);
  expect(found("running:yes")).toEqual(["0.1.48", "0.1.47", "0.1.45"]);
  expect(found("commit:4c0a")).toEqual(["0.1.46"]);
  expect(found("release:117")).toEqual(["0.1.47"]);
  expect(found("release:none")).toEqual(["pr-214"]);
  expect(found("platform:arm64")).toHaveLength(images.images.length);
});

test("a minus turns a word round", () => {
  expect(found("running:yes -author:chen -tag:master")).toEqual(["0.1.47"]);
});

test("since counts from now", () => {
  expect(found("since:6h")).toEqual(["0.1.48", "0.1.47", "0.1.46", "pr-214"]);
  expect(found("since:soon")).toHaveLength(images.images.length);
});

test("below heads, branches stand where their first image does, and fold", () => {
  const places = shown(prepared, FIRST, null);
  const heads = grouped(prepared, places, new Set(["develop"])).filter((row) => typeof row === "object");
  expect(heads).toEqual([
    { branch: "develop", count: 21, folded: true },
    { branch: "mei/photo-stream", count: 1, folded: false },
  ]);
  expect(grouped(prepared, places, new Set(["develop"]))).toHaveLength(3);
});

test("an image of which nothing is known is found by its digest", () => {
  const bare = prepare([image({ digest: "sha256:0123456789abcdef" })]);
  expect(shown(bare, FIRST, filterOf("0123", bare, 0))).toEqual([0]);
  expect(shown(bare, FIRST, filterOf("author:li", bare, 0))).toEqual([]);
});
