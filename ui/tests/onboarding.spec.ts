import { expect, type Page, test } from "@playwright/test";
import { asked, open } from "./open.ts";

/** Opens a state with its folder chosen. */
async function chosen(page: Page, state: string): Promise<void> {
  await open(page, `onboarding.${state}`, "/add");
  await page.locator(".drop button").click();
}

const field = (page: Page) => page.getByLabel("The text of slipway.yml");

test("from an empty start to the first run, by keys alone", async ({ page }) => {
  await open(page, "onboarding.ordinary", "/board");
  await page.keyboard.press("g");
  await page.keyboard.press("n");
  await expect(page.getByRole("heading", { name: "Add a repository" })).toBeVisible();
  const choose = page.getByRole("button", { name: "Choose a folder…" });
  while (!(await choose.evaluate((button) => button === document.activeElement)))
    await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  const commit = page.getByRole("button", { name: "Commit slipway.yml and add recipes" });
  await expect(commit).toBeEnabled();
  await expect(page.getByText("It is not pushed.")).toBeVisible();
  await commit.focus();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { name: "recipes is on the board" })).toBeVisible();
  expect(await asked(page, "add_project")).toHaveLength(1);
  await page.getByRole("button", { name: "Run recipes" }).press("Enter");
  await expect(page).toHaveURL(/#\/runs\/recipes\//);
  expect(await asked(page, "run")).toMatchObject([{ project: "recipes" }]);
});

test("once a repository is added, the way to add one begins anew", async ({ page }) => {
  await chosen(page, "ordinary");
  await page.getByRole("button", { name: "Commit slipway.yml and add recipes" }).click();
  await page.getByRole("button", { name: "Open the board" }).click();
  await page.getByRole("link", { name: "Add a repository" }).click();
  await expect(page.getByRole("button", { name: "Choose a folder…" })).toBeVisible();
});

test("what a colleague has deployed already leads to a plan", async ({ page }) => {
  await chosen(page, "planned");
  await page.getByRole("button", { name: "Commit slipway.yml and add recipes" }).click();
  await page.getByRole("button", { name: "See the plan for sandbox" }).click();
  await expect(page.locator(".drawer")).toBeVisible();
});

test("what can be planned already moves nothing of what stood there before", async ({ page }) => {
  const places = [];
  for (const state of ["ordinary", "planned"]) {
    await chosen(page, state);
    await page.getByRole("button", { name: "Commit slipway.yml and add recipes" }).click();
    const plan = page.getByRole("button", { name: "See the plan for sandbox" });
    await expect(plan).toHaveCount(state === "planned" ? 1 : 0);
    const boxes = ["Run recipes", "Open the board"].map((name) =>
      page.getByRole("button", { name }).boundingBox(),
    );
    places.push(await Promise.all(boxes));
  }
  expect(places[1]).toEqual(places[0]);
});

test("an edit is checked, loses its note, and can be taken back", async ({ page }) => {
  await chosen(page, "ordinary");
  await expect(page.getByRole("status").filter({ hasText: "Can be used" })).toBeVisible();
  await expect(page.locator('[data-line="2"]')).toContainText("from the remote's address");
  const text = await field(page).inputValue();
  await field(page).fill(text.replace("project: recipes", "project: Recipes"));
  await expect(page.getByText("2 errors keep it from being used")).toBeVisible();
  await expect(page.locator('[data-line="2"]')).toContainText("Recipes cannot name a project.");
  await expect(page.getByRole("button", { name: "Commit slipway.yml and add the project" })).toBeDisabled();
  await page.getByRole("button", { name: "Go to line 10, column 14" }).click();
  const before = await field(page).evaluate((area: HTMLTextAreaElement) =>
    area.value.slice(0, area.selectionStart),
  );
  expect([before.split("\n").length, before.split("\n").at(-1)?.length]).toEqual([10, 13]);
  await page.getByRole("button", { name: "As proposed" }).click();
  await expect(page.getByText("Can be used")).toBeVisible();
  await expect(page.locator('[data-line="2"]')).toContainText("from the remote's address");
});

test("a draft outlives a look at another screen", async ({ page }) => {
  await chosen(page, "ordinary");
  await field(page).press("Control+End");
  await field(page).pressSequentially("# mine");
  await page.getByRole("link", { name: "Settings" }).click();
  await page.getByRole("link", { name: "Add a repository" }).click();
  await expect(field(page)).toHaveValue(/# mine$/);
});

test("hosts are asked once by themselves, then when a person wants it", async ({ page }) => {
  await chosen(page, "ordinary");
  await expect(page.getByText("3 of 4 ready")).toBeVisible();
  await field(page).press("Control+End");
  await field(page).pressSequentially("# mine");
  await expect(page.getByText("slipway.yml has changed since they were asked")).toBeVisible();
  expect(await asked(page, "check_draft_hosts")).toHaveLength(1);
  await page.getByRole("button", { name: "Check again" }).click();
  await expect(page.getByText("3 of 4 ready")).toBeVisible();
  expect(await asked(page, "check_draft_hosts")).toHaveLength(2);
});

test("a fix that makes an account as powerful as root says so", async ({ page }) => {
  await chosen(page, "ordinary");
  await expect(page.getByText("This makes deploy as powerful as root there")).toBeVisible();
});

test("hosts stand in columns whose heads say what they are, and nothing is cut off", async ({ page }) => {
  await page.setViewportSize({ width: 1024, height: 700 });
  await chosen(page, "ordinary");
  const staging = page.locator(".add-hosts tr", { hasText: "deploy@10.0.0.8" });
  await expect(staging).toContainText("18.0 GB");
  await expect(staging).not.toContainText("free");
  await expect(staging.getByText("amd64", { exact: true })).toBeVisible();
  const wrong = staging.locator("td[data-needs]");
  await expect(wrong).toHaveText("deploy may not use Docker");
  expect(await wrong.evaluate((cell) => cell.scrollWidth - cell.clientWidth)).toBe(0);
});

test("the lines that come from a file are marked", async ({ page }) => {
  await chosen(page, "ordinary");
  await page.getByRole("button", { name: "docker-compose.yml", exact: true }).click();
  await expect(page.locator('[data-line="4"]')).toHaveClass(/from/);
  await expect(page.locator('[data-line="9"]')).not.toHaveClass(/from/);
});

test("what was not added says why, and the draft stays", async ({ page }) => {
  await chosen(page, "addFailed");
  await page.getByRole("button", { name: "Commit slipway.yml and add recipes" }).click();
  await expect(page.getByRole("alert")).toContainText("gpg failed to sign the data");
  await expect(field(page)).toBeVisible();
});

test("a folder that is no repository leads to another", async ({ page }) => {
  await chosen(page, "notARepository");
  await expect(page.getByRole("alert")).toContainText("is not inside a git repository");
  await expect(page.getByRole("button", { name: "Choose another folder…" })).toBeVisible();
});

test("a slipway.yml that is there is added as it lies", async ({ page }) => {
  await chosen(page, "existing");
  await expect(page.getByText("nothing in the repository changes")).toBeVisible();
  await expect(field(page)).not.toBeEditable();
  await expect(page.getByRole("button", { name: "Add recipes", exact: true })).toBeEnabled();
});

test("a repository that is in the window is shown there", async ({ page }) => {
  await chosen(page, "known");
  await page.getByRole("button", { name: "Show it on the board" }).click();
  await expect(page).toHaveURL(/#\/board/);
});
