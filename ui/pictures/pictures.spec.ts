// Makes the pictures of docs/screenshots and the page that shows them.
import { expect, test } from "@playwright/test";
import { open, showAs } from "../tests/open.ts";
import { settled } from "../tests/settled.ts";
import { visitTo } from "../tests/visits.ts";
import { missingFaces, useFaces } from "./faces.ts";
import { fileOf, writeIndex } from "./index-page.ts";
import { GROUPS } from "./list.ts";

/** The moment that all of them are of. */
const MOMENT = "2026-11-27T15:20:00Z";

test.beforeEach(({ page }) => page.clock.setFixedTime(new Date(MOMENT)));

test("the faces are there", async ({ page }) => {
  expect(await missingFaces(page), "faces to install").toEqual([]);
});

for (const picture of GROUPS.flatMap(({ pictures }) => pictures)) {
  test(picture.name, async ({ page }) => {
    const { state, path, first } = visitTo(picture.visit);
    await page.setViewportSize(picture.size);
    await useFaces(page);
    await open(page, state, path, { still: true });
    await first(page);
    await showAs(page, picture);
    // Nothing is pointed at.
    await page.mouse.move(0, 0);
    await settled(page);
    await page.screenshot({ path: fileOf(picture), animations: "disabled", caret: "hide", scale: "css" });
  });
}

test("the page that shows them", async () => {
  const names = GROUPS.flatMap(({ pictures }) => pictures.map(({ name }) => name));
  expect(new Set(names).size, "a picture has a name of its own").toBe(names.length);
  await writeIndex();
});
