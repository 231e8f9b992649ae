import { expect, type Page, test } from "@playwright/test";
import { nothingFound } from "./axe.ts";
import { asked, nothingCutOff, open } from "./open.ts";

const PATH = "/repositories";

const row = (page: Page, name: string) => page.locator("tr[data-index]").filter({ hasText: name });
const bar = (page: Page) => page.locator(".actbar");

test("a branch stands against what runs in each environment", async ({ page }) => {
  await open(page, "repositories.ordinary", PATH);
  const preprod = row(page, "preprod").first();
  await expect(preprod.locator("td.env")).toHaveText([/−4/, /runs here/, /\+6/, /\+6/]);
  await expect(preprod.locator("td.own")).toHaveCount(1);
  await expect(row(page, "jonas/gin-1.10")).toContainText("2 of 412 tests fail");
});

test("what runs and is not on its branch is said below it, with the ways on", async ({ page }) => {
  await open(page, "repositories.ordinary", PATH);
  const says = page.locator("tr.det");
  await expect(says).toContainText("What runs in sandbox is not on develop. It was built from b19e442.");
  await says.getByRole("button", { name: "See the plan for sandbox" }).click();
  await expect
    .poll(() => asked(page, "plan"))
    .toEqual([{ project: "graphbook", kind: "deploy", environment: "sandbox" }]);
  await open(page, "repositories.ordinary", PATH, { language: "zh" });
  await expect(says).toContainText("sandbox 正在运行的版本不在 develop 上。");
});

test("a repository that cannot be read says why, what to do and its code", async ({ page }) => {
  await open(page, "repositories.partial", PATH);
  const says = page.locator("tr.det.fail");
  await expect(says).toContainText("Move it back, or add it from where it is now.");
  await expect(says).toContainText("not_a_repository");
  await open(page, "repositories.partial", PATH, { language: "zh" });
  await expect(says).toContainText("此处不是 git 仓库：");
});

test("the keyboard alone: find a branch, run it, see the run", async ({ page }) => {
  await open(page, "repositories.ordinary", PATH);
  await page.keyboard.press("/");
  await page.keyboard.type("photo-stream");
  await page.keyboard.press("ArrowDown");
  await expect(page.getByRole("grid")).toBeFocused();
  await page.keyboard.press("ArrowDown");
  await expect(bar(page)).toContainText("Stream recipe photos");
  await bar(page).getByRole("button", { name: "Run mei/photo-stream" }).press("Enter");
  await expect(page).toHaveURL(/#\/runs\/recipes\//);
  expect(await asked(page, "run")).toEqual([
    { project: "recipes", revision: "mei/photo-stream", dirty: false, key: expect.any(String) },
  ]);
});

test("which branches are shown takes the choice away, and never gives it to another", async ({ page }) => {
  await open(page, "repositories.ordinary", PATH);
  // In the middle of the row is the way to its last run.
  await row(page, "mei/photo-stream").locator("td").first().click();
  await expect(bar(page)).toContainText("mei/photo-stream");
  await page.getByRole("group", { name: "Which branches" }).getByRole("button", { name: /^All/ }).click();
  await expect(bar(page).getByRole("button")).toHaveCount(0);
});

test("Enter opens the last run", async ({ page }) => {
  await open(page, "repositories.ordinary", PATH);
  await page.getByRole("grid").focus();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/#\/runs\/recipes\//);
});

test("changed files can be run as they are", async ({ page }) => {
  await open(page, "repositories.ordinary", PATH);
  await row(page, "~/code/recipes").click();
  await bar(page).getByRole("button", { name: "Run with 3 changed files" }).click();
  await expect
    .poll(() => asked(page, "run"))
    .toMatchObject([{ project: "recipes", revision: null, dirty: true }]);
});

test("a run that cannot begin says why, and where the branch is stays", async ({ page }) => {
  await open(page, "repositories.offline", PATH);
  await page.getByText("jonas/gin-1.10").click();
  await bar(page).getByRole("button", { name: "Run jonas/gin-1.10" }).click();
  await expect(bar(page).getByRole("alert")).toContainText("nothing listens");
  await expect(bar(page).getByRole("button", { name: "Run jonas/gin-1.10" })).toBeEnabled();
  await nothingFound(page);
});

test("a repository that is gone says so and can be taken out", async ({ page }) => {
  await open(page, "repositories.partial", PATH);
  await expect(page.getByText("is no Git repository any more")).toBeVisible();
  await page.getByRole("button", { name: "Take recipes out of the window" }).click();
  await expect.poll(() => asked(page, "remove_project")).toEqual([{ project: "recipes" }]);
});

test("a project is taken out of the window only once that is answered", async ({ page }) => {
  await open(page, "repositories.ordinary", PATH);
  const question = page.getByRole("dialog", { name: "Take recipes out of the window?" });
  await row(page, "~/code/recipes").click();
  await bar(page).getByRole("link", { name: "Take out of the window…" }).press("Enter");
  await expect(question).toContainText("Nothing is deleted");
  await nothingFound(page);
  await page.keyboard.press("Escape");
  await expect(question).toHaveCount(0);
  await nothingCutOff(page);
  await row(page, "~/code/recipes").getByRole("link", { name: "Take recipes out of the window…" }).click();
  await expect(question).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(question).toHaveCount(0);
  expect(await asked(page, "remove_project")).toEqual([]);
  await page.keyboard.press("Control+k");
  await page.keyboard.type("take recipes out");
  await page.keyboard.press("Enter");
  await question.getByRole("button", { name: "Take it out" }).press("Enter");
  await expect(question).toHaveCount(0);
  expect(await asked(page, "remove_project")).toEqual([{ project: "recipes" }]);
});

test("five hundred branches: only those that are seen exist, and the end is reached", async ({ page }) => {
  await open(page, "repositories.huge", PATH);
  expect(await page.locator("tr[data-index]").count()).toBeLessThan(60);
  await page.getByRole("grid").focus();
  await page.keyboard.press("End");
  await expect(row(page, "hotfix/vat")).toBeVisible();
  await expect(page.getByText("1240 older branches are not shown.")).toBeAttached();
});

test("the choice of branches and the filter are kept", async ({ page }) => {
  await open(page, "repositories.ordinary", PATH);
  await page.getByRole("button", { name: "All, 15" }).click();
  await expect(row(page, "origin/mei/cursor-pages")).toBeVisible();
  await page.reload();
  await expect(row(page, "origin/mei/cursor-pages")).toBeVisible();
});

test("nothing is cut off in either language where a branch is chosen", async ({ page }) => {
  for (const language of ["en", "zh"] as const) {
    await open(page, "repositories.partial", PATH, { language });
    await page.getByText("chen/batch-loads").click();
    await nothingCutOff(page);
    await page.goto("about:blank");
  }
});
