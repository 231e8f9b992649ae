import { expect, type Page, test } from "@playwright/test";
import { nothingFound } from "./axe.ts";
import { asked, nothingCutOff, open } from "./open.ts";

const PATH = "/images/recipes/api";

const rows = (page: Page) => page.locator("tr[data-index]");
const bar = (page: Page) => page.locator(".actbar");
const filter = (page: Page) =>
  page
    .getByRole("textbox", { name: "Filter images" })
    .or(page.getByRole("combobox", { name: "Filter images" }));

test("images leads to the service that was looked at last", async ({ page }) => {
  await open(page, "images.ordinary", "/images");
  await expect(page).toHaveURL(/#\/images\/recipes\/api$/);
  await page.getByRole("button", { name: "Service: recipes / api" }).click();
  await page.keyboard.type("server");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/#\/images\/graphbook\/server$/);
  await page.goto("about:blank");
  await open(page, "images.ordinary", "/images");
  await expect(page).toHaveURL(/#\/images\/graphbook\/server$/);
});

test("what runs has a line above it, and a count of what is newer", async ({ page }) => {
  await open(page, "images.ordinary", PATH);
  const production = rows(page).filter({ hasText: "0.1.45" });
  await expect(production).toHaveClass(/water/);
  await expect(production).toContainText("production");
  await expect(production.locator(".newer")).toHaveText("3");
});

test("the keyboard alone: filter, select two, compare, deploy", async ({ page }) => {
  await open(page, "images.ordinary", PATH);
  await page.keyboard.press("/");
  await expect(filter(page)).toBeFocused();
  await page.keyboard.type("running:yes");
  await expect(rows(page)).toHaveCount(3);
  await page.keyboard.press("ArrowDown");
  const grid = page.getByRole("grid", { name: "Images of api" });
  await expect(grid).toBeFocused();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Space");
  await expect(bar(page)).toContainText("0.1.47");
  await page.keyboard.press("End");
  await page.keyboard.press("Space");
  await expect(bar(page)).toContainText("6 commits");
  await page.keyboard.press("Enter");
  const comparison = page.getByRole("region", { name: "What lies between 0.1.45 and 0.1.47" });
  await expect(comparison).toContainText("api/THUMBS_POOL");
  expect(await asked(page, "compare")).toEqual([
    {
      project: "recipes",
      service: "api",
      older: await digestOf(page, "0.1.45"),
      newer: await digestOf(page, "0.1.47"),
    },
  ]);
  await page.keyboard.press("Escape");
  await expect(comparison).toBeHidden();
  await expect(grid).toBeFocused();
  await page.getByRole("button", { name: "Deploy 0.1.47…" }).press("Enter");
  await expect(page.getByRole("menuitem").first()).toBeFocused();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await expect
    .poll(() => asked(page, "plan"))
    .toEqual([
      { project: "recipes", kind: "deploy", environment: "staging", release: 117, services: ["api"] },
    ]);
});

/** The digest behind a version, as its button copies it. */
async function digestOf(page: Page, version: string): Promise<string | null> {
  return page.evaluate(
    (wanted) =>
      [...document.querySelectorAll("tr[data-index]")]
        .find((row) => row.textContent?.includes(wanted))
        ?.querySelector("[data-copy^=sha256]")
        ?.getAttribute("data-copy") ?? null,
    version,
  );
}

test("the focus stays with the table when its row is scrolled away", async ({ page }) => {
  await open(page, "images.huge", PATH);
  const grid = page.getByRole("grid");
  await grid.focus();
  await page.keyboard.press("End");
  await expect(rows(page).last()).toContainText("pr-214");
  await page.locator(".body").evaluate((body) => body.scrollTo(0, 0));
  await expect(rows(page).first()).toContainText("0.1.48");
  await expect(grid).toBeFocused();
  await page.keyboard.press("Home");
  await expect(grid).toHaveAttribute("aria-activedescendant", "image-0");
});

test("branches stand below heads and fold", async ({ page }) => {
  await open(page, "images.ordinary", PATH);
  await page.getByRole("button", { name: "Group by branch" }).click();
  await expect(page.locator("tr.band")).toHaveText([/develop/, /mei\/photo-stream/]);
  await page.getByRole("grid").focus();
  await page.keyboard.press("ArrowLeft");
  await expect(rows(page)).toHaveCount(3);
});

test("columns and order are kept", async ({ page }) => {
  await open(page, "images.ordinary", PATH);
  await page.getByRole("button", { name: "Columns" }).click();
  await page.getByRole("menuitemcheckbox", { name: "Platforms" }).click();
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "MB" }).click();
  await page.reload();
  await expect(page.getByRole("columnheader", { name: "Platforms" })).toBeVisible();
  await expect(page.getByRole("columnheader", { name: "MB" })).toHaveAttribute("aria-sort", "descending");
  await expect(rows(page).first()).toContainText("42.7");
});

test("what the registry found stands in a column of its own, sorted by how bad it is", async ({ page }) => {
  await open(page, "images.searched", PATH);
  await page.getByRole("button", { name: "Columns" }).click();
  await page.getByRole("menuitemcheckbox", { name: "Known weaknesses" }).click();
  await page.getByRole("menuitemcheckbox", { name: "When the image came to the registry" }).click();
  await page.keyboard.press("Escape");
  await expect(rows(page).filter({ hasText: "0.1.48" })).toContainText("searching");
  await expect(rows(page).filter({ hasText: "0.1.47" })).toContainText("nothing");
  await expect(rows(page).filter({ hasText: "0.1.44" })).toContainText("search failed");
  await page.getByRole("columnheader", { name: "Found" }).getByRole("button").click();
  await expect(rows(page).nth(0)).toContainText("1 critical, 3 high, 12 low");
  await expect(rows(page).nth(1)).toContainText("7 high");
  await expect(page.locator("tr.water")).toHaveCount(0);
});

test("hashes are copied by a click", async ({ page, context }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await open(page, "images.ordinary", PATH);
  await rows(page).first().locator("[data-copy]").first().click();
  await expect(bar(page)).toContainText("Copied sha256:4f7a1c9");
  expect(await page.evaluate(() => navigator.clipboard.readText())).toMatch(/^sha256:4f7a1c9/);
});

test("without the registry what was known stays, with its age and what to do", async ({ page }) => {
  await open(page, "images.deniedLater", PATH);
  await expect(page.getByRole("alert")).toContainText("refused the login");
  await expect(page.locator(".tools")).toContainText("as of 4 h ago");
  // What the window has no place for is left out of it.
  await expect(bar(page)).toContainText("Check the login; docker login renews it.");
  await expect(rows(page)).not.toHaveCount(0);
  await open(page, "images.deniedLater", PATH, { language: "zh" });
  await expect(page.getByRole("alert")).toContainText("镜像仓库拒绝登录：");
  await expect(bar(page)).toContainText("检查登录信息");
});

test("an image that no release has cannot be deployed, and says so", async ({ page }) => {
  await open(page, "images.ordinary", PATH);
  await rows(page).last().click();
  await expect(page.getByRole("button", { name: "Deploy pr-214…" })).toBeDisabled();
  await expect(bar(page)).toContainText("Belongs to no release");
});

test("an empty repository offers the run that fills it", async ({ page }) => {
  await open(page, "images.empty", PATH);
  await page.getByRole("button", { name: "Run recipes" }).click();
  await expect(page).toHaveURL(/#\/runs\/recipes\//);
});

test("nothing is cut off in either language, and axe finds nothing on what opens", async ({ page }) => {
  for (const language of ["en", "zh"] as const) {
    await open(page, "images.candidates", PATH, { language });
    await rows(page).first().locator("[data-pick]").click();
    await rows(page).nth(3).locator("[data-pick]").click();
    await bar(page).locator("[aria-expanded]:not([aria-haspopup])").click();
    await nothingCutOff(page);
    await nothingFound(page);
    await bar(page).locator(".btn.act").click();
    await expect(page.getByRole("menu")).toBeVisible();
    await nothingFound(page);
    await page.goto("about:blank");
  }
});
