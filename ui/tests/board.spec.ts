import { expect, type Page, test } from "@playwright/test";
import { nothingFound } from "./axe.ts";
import { asked, open } from "./open.ts";

const cell = (page: Page, project: string, service: string | null, environment: string) =>
  page.locator(
    `td[data-project="${project}"][data-environment="${environment}"]${service ? `[data-service="${service}"]` : ":not([data-service])"}`,
  );

test("the four questions are answered at a glance", async ({ page }) => {
  await open(page, "board.ordinary", "/board");
  const staging = cell(page, "recipes", "api", "staging");
  await expect(staging).toContainText("0.1.47");
  await expect(staging).toContainText("Healthy");
  await expect(staging).toContainText("1 newer");
  await expect(page.getByText("4 need you")).toBeVisible();
  await expect(page.locator(".statusbar")).toContainText(
    "Last: graphbook server 2.8.1 to staging failed, 18 min ago",
  );
  await expect(page.locator(".statusbar")).toContainText("recipes web 0.3.3 to sandbox");
});

test("there is one tab stop, and arrows go from cell to cell", async ({ page }) => {
  await open(page, "board.ordinary", "/board");
  await expect(page.locator('table[role="grid"] td[tabindex="0"]')).toHaveCount(1);
  await cell(page, "recipes", null, "sandbox").focus();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowRight");
  await expect(cell(page, "recipes", "api", "staging")).toBeFocused();
  await page.keyboard.press("End");
  await expect(cell(page, "recipes", "api", "production-cn")).toBeFocused();
  await page.keyboard.press("PageDown");
  await expect(cell(page, "graphbook", null, "production-cn")).toBeFocused();
  await page.keyboard.press("Control+Home");
  await expect(cell(page, "recipes", null, "sandbox")).toBeFocused();
});

test("P promotes only the service of a cell, and the whole release from a band", async ({ page }) => {
  await open(page, "board.ordinary", "/board");
  await cell(page, "recipes", "api", "staging").focus();
  await page.keyboard.press("p");
  await expect(page.locator(".drawer")).toBeVisible();
  await expect
    .poll(() => asked(page, "plan"))
    .toEqual([
      {
        project: "recipes",
        environment: "staging",
        kind: "promote",
        from: "sandbox",
        release: 118,
        services: ["api"],
      },
    ]);
  await page.keyboard.press("Escape");
  await expect(cell(page, "recipes", "api", "staging")).toBeFocused();
  await page.keyboard.press("ArrowUp");
  await page.keyboard.press("p");
  await expect.poll(async () => (await asked(page, "plan")).at(-1)).toMatchObject({ services: [] });
});

test("R opens the plan of a rollback", async ({ page }) => {
  await open(page, "board.ordinary", "/board");
  await cell(page, "graphbook", "server", "staging").focus();
  await page.keyboard.press("r");
  await expect
    .poll(() => asked(page, "plan"))
    .toMatchObject([{ kind: "rollback", release: 62, services: ["server"] }]);
});

test("what cannot be done now is said with its reason", async ({ page }) => {
  await open(page, "board.ordinary", "/board");
  await cell(page, "recipes", "api", "production-cn").focus();
  await page.keyboard.press("p");
  await expect(page.getByRole("status").filter({ hasText: "production-cn is on hold" })).toBeAttached();
  expect(await asked(page, "plan")).toEqual([]);
});

test("Enter opens the environment, L its container logs", async ({ page }) => {
  await open(page, "board.ordinary", "/board");
  await cell(page, "recipes", "api", "staging").focus();
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/#\/environments\/recipes\/staging$/);
  await page.goBack();
  await cell(page, "recipes", "api", "staging").focus();
  await page.keyboard.press("l");
  await expect(page).toHaveURL(/#\/environments\/recipes\/staging\?logs=api$/);
});

test("a button says what it moves and what it does not", async ({ page }) => {
  await open(page, "board.ordinary", "/board");
  await expect(
    cell(page, "recipes", "api", "staging").getByRole("button", {
      name: "Promote api 0.1.48 only, to staging",
    }),
  ).toHaveText("Promote 0.1.48");
  const whole = cell(page, "recipes", null, "staging").getByRole("button", {
    name: "Promote release 0.1.48 to staging",
  });
  await expect(whole).toBeVisible();
  // Also where there is no room for its version it is told from the button of a service.
  await page.setViewportSize({ width: 1024, height: 700 });
  await expect(whole).toHaveText("Promote release", { useInnerText: true });
});

test("a commit is copied by a click, and the environment stays closed", async ({ page, context }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await open(page, "board.ordinary", "/board");
  await cell(page, "recipes", "api", "staging").getByRole("button", { name: "9f8e7d1" }).click();
  await expect(page.getByText("Copied", { exact: true })).toBeAttached();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toMatch(/^9f8e7d1.{33}$/);
  expect(new URL(page.url()).hash).toBe("#/board");
});

test("a hold is lifted where it stands, and the focus stays there", async ({ page }) => {
  await open(page, "board.ordinary", "/board");
  const band = cell(page, "recipes", null, "production-cn");
  await band.focus();
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await expect
    .poll(() => asked(page, "set_rule"))
    .toEqual([{ project: "recipes", environment: "production-cn", rule: { rule: "unhold" } }]);
  await expect(page.getByText("The hold is lifted.")).toBeAttached();
  await expect(band.getByRole("button", { name: /^Lift hold/ })).toBeFocused();
  await page.keyboard.press("Escape");
  await expect(band).toBeFocused();
});

test("why something was not done is said above, and put away", async ({ page }) => {
  await open(page, "board.doubtful", "/board");
  await page.getByRole("button", { name: /^Lift hold/ }).click();
  await expect(page.getByRole("alert")).toContainText("the hold could not be lifted");
  await expect(page.getByRole("alert")).toContainText("ledger_failed");
  await page.getByRole("alert").getByRole("button", { name: "Close" }).click();
  await expect(page.getByText("6 need you")).toBeVisible();
});

test("what has its approval is carried on from where it waited", async ({ page }) => {
  await open(page, "board.ready", "/board");
  const api = cell(page, "recipes", "api", "production");
  await expect(api).toContainText("Answered");
  const resume = api.getByRole("button", { name: /^Resume/ });
  await expect(resume).toHaveClass(/main/);
  await resume.click();
  await expect.poll(() => asked(page, "operation")).not.toEqual([]);
});

test("a lock is given back where that is asked first", async ({ page }) => {
  await open(page, "board.doubtful", "/board");
  await page.getByRole("button", { name: /^Unlock/ }).click();
  await expect(page).toHaveURL(/#\/environments\/graphbook\/production\?ask=unlock$/);
  expect(await asked(page, "set_rule")).toEqual([]);
});

test("what needs a person leads there", async ({ page }) => {
  await open(page, "board.ordinary", "/board");
  await page.setViewportSize({ width: 1440, height: 900 });
  await page.getByRole("button", { name: "recipes worker differs" }).click();
  await expect(cell(page, "recipes", "worker", "production-cn")).toBeFocused();
  await page.getByRole("button", { name: "graphbook server failed" }).click();
  await expect(page.locator(".drawer")).toBeVisible();
});

test("four things that need somebody stand beside each other where they just fit", async ({ page }) => {
  await page.setViewportSize({ width: 1280, height: 800 });
  await open(page, "board.ordinary", "/board");
  const list = page.getByRole("region", { name: "Everything that needs you" });
  await expect(list.getByRole("button")).toHaveCount(4);
  await expect(list.getByRole("button", { name: "recipes worker differs" })).toBeVisible();
});

test("what does not fit in the line is behind a word", async ({ page }) => {
  await page.setViewportSize({ width: 1024, height: 700 });
  await open(page, "board.many", "/board");
  await page.getByRole("button", { name: /more$/ }).first().click();
  await page.getByRole("menuitem", { name: "tiles has a stale lock in production-cn" }).click();
  await expect(cell(page, "tiles", null, "production-cn")).toBeFocused();
});

test("six environments stand beside each other in the smallest window", async ({ page }) => {
  await page.setViewportSize({ width: 1024, height: 700 });
  await open(page, "board.many", "/board");
  await expect(cell(page, "accounts", "api", "production-cn")).toContainText("1.10.45");
  const left = () => page.locator(".content > .body").evaluate((body) => body.scrollWidth - body.clientWidth);
  await expect.poll(left).toBe(0);
});

test("the menu of a cell has everything, and the focus comes back", async ({ page }) => {
  await open(page, "board.ordinary", "/board");
  await cell(page, "recipes", "api", "staging").focus();
  await page.keyboard.press("m");
  await expect(page.getByRole("menuitem")).toContainText([
    "Promote api 0.1.48 only, to staging",
    "Roll back api in staging to 0.1.46",
    "Open staging",
    "Container logs of api",
    "Images of api",
  ]);
  await nothingFound(page);
  await page.keyboard.press("Escape");
  await expect(cell(page, "recipes", "api", "staging")).toBeFocused();
});

test("beside a plan the other columns fold and the target says what changes", async ({ page }) => {
  await page.setViewportSize({ width: 1280, height: 800 });
  await open(page, "board.promotion", "/board");
  await cell(page, "recipes", "api", "production").focus();
  await page.keyboard.press("p");
  await expect(cell(page, "recipes", "worker", "production")).toContainText("removed");
  await expect(cell(page, "recipes", "web", "production")).toContainText("stays");
  await expect(cell(page, "recipes", "thumbs", "production")).toContainText("0.1.47");
  await expect(cell(page, "recipes", "api", "sandbox")).toHaveClass(/fold/);
  await expect(cell(page, "recipes", "api", "staging")).not.toHaveClass(/fold/);
});

test("hosts that do not answer are said once, and looked at again", async ({ page }) => {
  await open(page, "board.offline", "/board");
  await expect(page.locator(".top")).toContainText(
    "host-3, host-4 and 1 more have not answered, for 23 min at most",
  );
  // What the bar says is no entry of the line below it as well.
  await expect(page.getByText("4 need you")).toBeVisible();
  await page.getByRole("button", { name: "Try again" }).click();
  await expect
    .poll(() => asked(page, "look"))
    .toEqual([
      { project: "recipes", environment: "staging" },
      { project: "billing", environment: "staging" },
    ]);
  await expect(page.locator(".statusbar")).toContainText("Docker is not running");
});

test("nothing is called quiet beside a host that does not answer", async ({ page }) => {
  await open(page, "board.silent", "/board");
  await expect(page.locator(".top")).toContainText("host-7 has not answered for 4 min");
  await expect(page.getByRole("region", { name: "Everything that needs you" })).toContainText(
    "Nothing else needs you.",
  );
  await page.getByRole("button", { name: "Try again" }).click();
  await expect(page.locator(".top").getByRole("alert")).toContainText("host-7 cannot be reached");
  await expect(page.locator(".top").getByRole("alert")).toContainText("host_unreachable");
});

test("what is found on this laptop has its place while Docker is asked, and says so after a second", async ({
  page,
}) => {
  await open(page, "board.asking", "/board");
  const found = page.locator(".found");
  const place = await found.boundingBox();
  await expect(found.getByRole("status")).toHaveText("Asking Docker …");
  expect(await found.boundingBox()).toEqual(place);
  await open(page, "board.emptyAway", "/board");
  await expect(found).toContainText("Start Docker");
  await expect(found).toContainText("engine_unreachable");
});

test("what credentials a laptop has is told by kind and name, with the way to the keychain", async ({
  page,
}) => {
  await open(page, "board.empty", "/board");
  const found = page.locator(".found");
  await expect(found.getByText("2 docker logins")).toBeVisible();
  await expect(found).toContainText("ghcr.io, registry.example.com");
  await expect(found.getByText("2 SSH keys")).toBeVisible();
  await expect(found.getByText("GitHub CLI")).toBeVisible();
  await found.getByRole("link", { name: "Import them into the keychain…" }).click();
  await expect(page).toHaveURL(/#\/credentials\?ask=import/);
});

test("a board that cannot be asked again stays, and says why", async ({ page }) => {
  await open(page, "board.lost", "/board");
  await expect(cell(page, "recipes", "api", "staging")).toBeVisible();
  await page.evaluate(() => window.scripted.tell({ event: "changed", topics: [{ topic: "projects" }] }));
  await expect(page.getByRole("alert")).toContainText("disk I/O error");
  await expect(cell(page, "recipes", "api", "staging")).toBeVisible();
});

test("the project that was asked for is shown", async ({ page }) => {
  await page.setViewportSize({ width: 1024, height: 700 });
  await open(page, "board.many", "/board?project=tiles");
  await expect(cell(page, "tiles", null, "sandbox")).toBeInViewport();
  await expect(page.locator('.side .it[aria-current="true"]')).toHaveText("tiles");
});

test("what a release does now is told where the pointer rests, in the language of the window", async ({
  page,
}) => {
  await open(page, "board.deploying", "/board", { language: "zh" });
  const told = cell(page, "recipes", null, "production").locator(".row");
  await expect(told).toHaveAttribute("title", /正在等待容器就绪/);
});

test("the board changes under the hands, and nobody loses their place", async ({ page }) => {
  await open(page, "board.ordinary", "/board");
  await cell(page, "graphbook", "client", "staging").focus();
  await page.evaluate(() => window.scripted.tell({ event: "changed", topics: [{ topic: "projects" }] }));
  await expect.poll(async () => (await asked(page, "board")).length).toBeGreaterThan(1);
  await expect(cell(page, "graphbook", "client", "staging")).toBeFocused();
});

test("while the board cannot be read, that stands where the projects would, and it can be asked again", async ({
  page,
}) => {
  await open(page, "board.failing", "/board");
  await expect(page.locator(".side .projects")).toContainText("Cannot be read");
  await expect(page.getByRole("alert")).toContainText("ledger_failed");
  const before = (await asked(page, "board")).length;
  await page.getByRole("alert").getByRole("button", { name: "Try again" }).click();
  await expect.poll(async () => (await asked(page, "board")).length).toBeGreaterThan(before);
});

test("what takes longer than a second is said", async ({ page }) => {
  await open(page, "board.loading", "/board");
  await expect(page.getByText("Asking what runs where …")).toBeVisible();
});
