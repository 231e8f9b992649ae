// Whole ways through the window, with the keyboard alone: no pointer, and no focus that is put anywhere.
import { expect, type Locator, type Page, test } from "@playwright/test";
import { asked, open } from "./open.ts";

/** More stops than any screen has before what is looked for. */
const STOPS = 80;

const isFocused = (locator: Locator) => locator.evaluate((element) => element === document.activeElement);

/** Goes from stop to stop until it is there. */
async function tabTo(page: Page, locator: Locator): Promise<void> {
  await expect(locator).toBeVisible();
  for (let stop = 0; stop < STOPS && !(await isFocused(locator)); stop += 1) await page.keyboard.press("Tab");
  await expect(locator).toBeFocused();
}

const drawer = (page: Page) => page.getByRole("dialog");
const button = (page: Page, name: string | RegExp) => drawer(page).getByRole("button", { name });

test("from an empty start to the first plan", async ({ page }) => {
  await open(page, "onboarding.planned", "/board");
  await page.keyboard.press("g");
  await page.keyboard.press("n");
  await tabTo(page, page.getByRole("button", { name: "Choose a folder…" }));
  await page.keyboard.press("Enter");
  const commit = page.getByRole("button", { name: "Commit slipway.yml and add recipes" });
  await expect(commit).toBeEnabled();
  await tabTo(page, commit);
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { name: "recipes is on the board" })).toBeVisible();
  await tabTo(page, page.getByRole("button", { name: "See the plan for sandbox" }));
  await page.keyboard.press("Enter");
  await expect(drawer(page)).toHaveAccessibleName("Deploy to sandbox");
  await expect(button(page, /^Deploy .* to sandbox$/)).toBeFocused();
  expect(await asked(page, "add_project")).toHaveLength(1);
  expect(await asked(page, "plan")).toMatchObject([{ kind: "deploy", environment: "sandbox", release: 1 }]);
});

test("from the board to production by typing its name, through a failure, and back", async ({ page }) => {
  await open(page, "journey.failsAndGoesBack", "/board");
  await tabTo(page, page.locator('td[data-project="recipes"][data-environment="sandbox"]').first());
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("p");
  await expect(page.getByLabel("production is protected. Type its name to confirm.")).toBeFocused();
  await page.keyboard.type("production");
  await page.keyboard.press("Enter");
  await expect(drawer(page).getByRole("progressbar")).toBeVisible();
  await expect(drawer(page).locator(".verdict")).toContainText("0.1.47 failed on host-2");
  await expect(drawer(page).locator(".l.first")).toHaveText("mongo: dial tcp: lookup mongodb: no such host");
  await tabTo(page, button(page, "Roll back to 0.1.45"));
  await page.keyboard.press("Enter");
  // A rollback to the deployment before needs no name.
  await expect(drawer(page)).toHaveAccessibleName("Roll back production");
  await expect(button(page, "Roll back to 0.1.45")).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(drawer(page).locator(".verdict")).toContainText("is back in production");
  const sent = (await asked(page, "carry_out")) as { confirm: string | null; plan: { kind: string } }[];
  expect(sent.map(({ plan, confirm }) => [plan.kind, confirm])).toEqual([
    ["promote", "production"],
    ["rollback", null],
  ]);
  await page.keyboard.press("Escape");
  await expect(drawer(page)).toHaveCount(0);
  const production = page.locator('td[data-project="recipes"][data-environment="production"]');
  await expect(production.first()).toBeFocused();
});

test("from the board to the line of a run that a search finds", async ({ page }) => {
  await open(page, "runs.ordinary", "/board");
  await page.keyboard.press("g");
  await page.keyboard.press("r");
  await expect(page).toHaveURL(/#\/runs$/);
  await tabTo(page, page.getByRole("grid"));
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowUp");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/#\/runs\/recipes\//);
  await expect(page.locator(".l.first")).toBeVisible();
  await page.keyboard.press("/");
  await page.keyboard.type("fail");
  await expect(page.getByText(/^1 of \d+$/)).toBeVisible();
  await page.keyboard.press("Enter");
  await expect(page.getByText(/^2 of \d+$/)).toBeVisible();
  await page.keyboard.press("ArrowDown");
  await expect(page.getByRole("log")).toBeFocused();
  await expect(page.locator(".l.sel")).toContainText(/fail/i);
});

test("from the board to a credential that is put into the keychain", async ({ page }) => {
  await open(page, "credentials.ordinary", "/board");
  await page.keyboard.press("g");
  await page.keyboard.press("c");
  await expect(page).toHaveURL(/#\/credentials$/);
  await expect(page.locator("main.content tbody tr").first()).toBeVisible();
  await page.keyboard.press("n");
  await expect(drawer(page)).toHaveAccessibleName("Add a credential");
  const kind = drawer(page).getByLabel("Kind");
  await expect(kind).toBeFocused();
  await page.keyboard.type("Plain");
  await expect(kind).toHaveValue("plain");
  await tabTo(page, button(page, "A project"));
  await page.keyboard.press("Enter");
  await tabTo(page, drawer(page).getByLabel("Name", { exact: true }));
  await page.keyboard.type("SENTRY_DSN");
  await tabTo(page, drawer(page).getByLabel("Value"));
  await page.keyboard.type("https://key@errors.example.com/7");
  await page.keyboard.press("Enter");
  await expect(drawer(page)).toHaveCount(0);
  expect(await asked(page, "add_credential")).toMatchObject([
    { credential: { kind: "plain", name: "SENTRY_DSN", project: "recipes", environment: null } },
  ]);
  await expect(page.locator("main.content")).toBeFocused();
});
