// The list of runs, and beginning one.
import { expect, test } from "@playwright/test";
import { nothingFound } from "./axe.ts";
import { asked, open } from "./open.ts";

test("with keys alone: filter, down the list, open", async ({ page }) => {
  await open(page, "runs.ordinary", "/runs");
  await expect(page.getByRole("row")).toHaveCount(11);
  await expect(page.getByRole("grid")).not.toContainText("@kitchen.example");
  await page.keyboard.press("/");
  await page.keyboard.type("photos");
  await expect(page.getByRole("row")).toHaveCount(2);
  await page.keyboard.press("Escape");
  await expect(page.getByRole("row")).toHaveCount(11);
  // Once more for what may be typed next, once more to leave.
  await page.keyboard.press("Escape");
  await page.keyboard.press("Escape");
  await expect(page.getByRole("grid")).toBeFocused();
  await page.keyboard.press("ArrowDown");
  await expect(page.getByRole("row", { selected: true })).toContainText("#148");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/#\/runs\/recipes\//);
});

test("a commit is copied by a click, and its run stays closed", async ({ page, context }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await open(page, "runs.ordinary", "/runs");
  await page.getByRole("row", { name: /#147/ }).getByRole("button", { name: "9f8e7d1", exact: true }).click();
  await expect(page.getByRole("status").filter({ hasText: "Copied" })).toBeAttached();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toMatch(/^9f8e7d1/);
  expect(new URL(page.url()).hash).toBe("#/runs");
});

test("what no word of a filter fits is said", async ({ page }) => {
  await open(page, "runs.ordinary", "/runs");
  await page.keyboard.press("/");
  await page.keyboard.type("env:nowhere");
  await expect(page.getByText("“env:nowhere” fits no run")).toBeVisible();
  await page.getByRole("button", { name: "Show all runs" }).click();
  await expect(page.getByRole("row")).toHaveCount(11);
});

test("five thousand runs: the last of them is reached", async ({ page }) => {
  await open(page, "runs.huge", "/runs");
  await page.getByRole("grid").focus();
  const toEnd = async () => {
    await page.keyboard.press("End");
    return page.getByRole("row", { selected: true }).textContent();
  };
  await expect.poll(toEnd, { timeout: 20_000 }).toMatch(/^#10\.0\.1/);
  expect(await page.getByRole("row").count()).toBeLessThan(80);
});

test("a run is begun: a branch is found, and what is not committed comes along only from where it is", async ({
  page,
}) => {
  await open(page, "runs.ordinary", "/runs");
  await page.keyboard.press("n");
  const dialog = page.getByRole("dialog");
  await expect(dialog.getByRole("button", { name: "Run develop" })).toBeVisible();
  await nothingFound(page);
  await dialog.getByLabel("With 3 files that are not committed").check();
  await expect(dialog.getByRole("button", { name: "Run develop with changes" })).toBeVisible();
  await dialog.getByRole("combobox", { name: "Branch" }).fill("photos");
  await expect(dialog.getByLabel("With 3 files that are not committed")).toBeDisabled();
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/#\/runs\/recipes\/.*7149/);
  expect(await asked(page, "run")).toMatchObject([{ project: "recipes", revision: "feature/photos" }]);
});

test("a path asks for a run of its project, and Escape ends the question", async ({ page }) => {
  await open(page, "runs.ordinary", "/runs?ask=run&project=graphbook");
  const dialog = page.getByRole("dialog");
  await expect(dialog.getByLabel("Project")).toHaveValue("graphbook");
  await page.keyboard.press("Escape");
  await expect(dialog).toHaveCount(0);
  await expect(page).toHaveURL(/#\/runs$/);
});

test("a run that cannot be begun says why, and Escape goes back to its button", async ({ page }) => {
  await open(page, "runs.offline", "/runs");
  await page.getByRole("button", { name: "Run pipeline" }).click();
  await page.getByRole("button", { name: "Run develop" }).click();
  await expect(page.getByRole("alert")).toContainText("nothing listens at");
  await page.keyboard.press("Escape");
  await expect(page.getByRole("button", { name: "Run pipeline" })).toBeFocused();
});

test("what was known stays where it is when it cannot be asked again", async ({ page }) => {
  await open(page, "runs.lost", "/runs");
  const row = page.getByRole("row", { name: /#148/ });
  const place = await row.boundingBox();
  await page.evaluate(() => window.scripted.tell({ event: "changed", topics: [{ topic: "projects" }] }));
  await expect(page.getByRole("alert")).toContainText("disk I/O error");
  await expect(page.getByRole("alert")).toContainText("ledger_failed");
  expect(await row.boundingBox()).toEqual(place);
  const before = (await asked(page, "activity")).length;
  await page.getByRole("button", { name: "Try again" }).click();
  await expect.poll(async () => (await asked(page, "activity")).length).toBeGreaterThan(before);
});

test("a run of the list is run again", async ({ page }) => {
  await open(page, "runs.ordinary", "/runs");
  await page.getByRole("row", { name: /#148/ }).hover();
  await page.getByRole("button", { name: "Run a1b2c3d again" }).click();
  expect(await asked(page, "run")).toMatchObject([{ revision: expect.stringMatching(/^a1b2c3d/) }]);
});

test("a run of the list that is not run again says why, moves nothing, and is put away", async ({ page }) => {
  await open(page, "runs.offline", "/runs");
  const row = page.getByRole("row", { name: /#148/ });
  const place = await row.boundingBox();
  await row.hover();
  await page.getByRole("button", { name: "Run a1b2c3d again" }).click();
  const alert = page.getByRole("alert");
  await expect(alert).toContainText("nothing listens at");
  expect(await row.boundingBox()).toEqual(place);
  await nothingFound(page);
  await alert.getByRole("button", { name: "Close" }).click();
  await expect(alert).toHaveCount(0);
});

test("what is asked for a second is said", async ({ page }) => {
  await open(page, "runs.loading", "/runs");
  await expect(page.getByText("Asking for runs")).toBeVisible();
});
