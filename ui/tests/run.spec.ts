// A run: its graph, its steps, and the log, up to a million lines.
import { expect, type Locator, type Page, test } from "@playwright/test";
import { nothingFound } from "./axe.ts";
import { asked, open } from "./open.ts";

const RUN = "/runs/recipes/0199c3a2-7d4e-7149-8b1f-3e5a9d6c2f04";

const log = (page: Page): Locator => page.getByRole("log");
const line = (page: Page, number: number): Locator => page.locator(`.l[data-line="${number - 1}"]`);
/** The numbers of the lines in sight. */
const seen = (page: Page): Promise<number[]> =>
  page.locator(".l").evaluateAll((rows) => rows.map((row) => Number((row as HTMLElement).dataset.line) + 1));

test("a failed run is opened at its first error line", async ({ page }) => {
  await open(page, "run.failed", RUN);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("#149 recipes");
  await expect(page.getByText("test-api failed", { exact: true })).toBeVisible();
  await expect(page.locator(".l.first")).toContainText("pool_test.go:88");
  await expect(page.getByText("Opened at the first error line.")).toBeVisible();
  await expect(page.getByRole("button", { name: /^Unit tests/ })).toHaveAttribute("aria-expanded", "true");
});

test("a job at work says how far it is, whether that was answered or heard since", async ({ page }) => {
  await open(page, "run.failed", RUN);
  const building = page.locator('[data-node="build-web"]');
  await expect(building).toContainText("step 7/11 RUN npm run build");
  await page.evaluate(
    (operation) =>
      window.scripted.tell({
        event: "told",
        operation,
        step: "job/build-web",
        text: "as the engine says it",
        far: { is: "building", step: "8/11", instruction: "COPY dist dist" },
      }),
    RUN.split("/").at(-1) ?? "",
  );
  await expect(building).toContainText("step 8/11 COPY dist dist");
});

test("why it failed is told as sentences, each thing once", async ({ page }) => {
  await open(page, "run.failed", RUN);
  const why = page.locator(".run-why");
  await expect(why).toContainText("step “Unit tests” ended with exit code 1");
  // What the engine advises in general names commands; the window says it by what it shows.
  await expect(why).toContainText("The log shows everything that it said.");
  await expect(why).not.toContainText("slipway logs");
  await expect(why.getByText("Exit code", { exact: true })).toHaveCount(0);
  await open(page, "run.huge", RUN);
  await expect(page.locator(".step")).toContainText("Build everything");
  await expect(why).toContainText("step “Build everything” ended with exit code 2");
});

test("secrets that were found are told one by one, with what to do and the name to accept each by", async ({
  page,
}) => {
  await open(page, "run.leaked", RUN);
  const why = page.locator(".run-why");
  await expect(why).toContainText("the image of api shows 2 secrets: env:BOOK_PASSWORD, file:app/web/.npmrc");
  const found = why.getByRole("list", { name: "What was found" }).getByRole("listitem");
  await expect(found).toHaveCount(2);
  await expect(found.nth(0)).toContainText("BOOK_PASSWORD says that its value is a secret");
  await expect(found.nth(0)).toContainText("Give it to the running service");
  await expect(found.nth(1)).toContainText("a later layer hides the file");
  await expect(found.nth(1).getByRole("button", { name: "Copy to accept it" })).toBeVisible();
  await expect(page.locator(".graph").getByText("Look for secrets in api")).toBeVisible();
  await nothingFound(page);
  await open(page, "run.leaked", RUN, { language: "zh" });
  await expect(found.nth(0)).toHaveCount(0);
  const named = why.getByRole("list", { name: "发现的密钥" }).getByRole("listitem");
  await expect(named.nth(0)).toContainText("BOOK_PASSWORD 表明其值是密钥");
  await expect(named.nth(1)).toContainText("不要放入该文件");
  await expect(page.locator(".graph").getByText("检查 api 中有无密钥")).toBeVisible();
});

test("keys alone: next error, search, its next hits, the end, the begin", async ({ page }) => {
  await open(page, "run.failed", RUN);
  await expect(page.locator(".l.first")).toBeVisible();
  await page.keyboard.press("n");
  await expect(page.locator(".l.sel")).toContainText("handler_test.go:141");
  await page.keyboard.press("Shift+N");
  await expect(page.locator(".l.sel")).toContainText("pool_test.go:88");
  await page.keyboard.press("/");
  await page.keyboard.type("fail");
  await expect(page.getByText("1 of 6")).toBeVisible();
  await page.keyboard.press("Enter");
  await expect(page.getByText("2 of 6")).toBeVisible();
  await page.keyboard.press("ArrowDown");
  await expect(log(page)).toBeFocused();
  await page.keyboard.press("n");
  await expect(page.getByText("3 of 6")).toBeVisible();
  await page.keyboard.press("End");
  await expect(page.locator(".lf").last()).toContainText("Save go-mod cache");
  await page.keyboard.press("Home");
  await expect(page.locator(".lf").first()).toContainText("Restore go-mod cache");
});

test("the graph is walked with arrows, and a job shows its own log", async ({ page }) => {
  await open(page, "run.failed", RUN);
  await page.getByRole("button", { name: /^lint/ }).focus();
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("button", { name: /^build-thumbs/, pressed: true })).toBeFocused();
  await expect(log(page)).toHaveAccessibleName("Log of build-thumbs");
  expect(new URL(page.url()).hash).toContain("job=build-thumbs");
});

test("a step is gone to, opened", async ({ page }) => {
  await open(page, "run.failed", RUN);
  await expect(page.locator(".l.first")).toBeVisible();
  await page.locator(".step", { hasText: "Build test binaries" }).click();
  await expect(page.locator(".lf").first()).toContainText("Build test binaries");
  await expect(page.locator(".l").first()).toContainText("go: building");
});

test("HTML in a line is text, and a very long line is cut", async ({ page }) => {
  await open(page, "run.failed", `${RUN}?job=test-api&step=job%2Ftest-api&line=175`);
  await expect(line(page, 175)).toContainText("<b>this</b>");
  await expect(line(page, 175)).toHaveClass(/sel/);
  await expect(line(page, 174)).toContainText(/more characters/);
  expect(await page.title()).not.toBe("owned");
  expect(await page.locator(".log img, .log b").count()).toBe(0);
});

test("a line is linked to, and selected lines are copied with their times", async ({ page, context }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await open(page, "run.failed", RUN);
  await expect(page.locator(".l.first")).toBeVisible();
  await line(page, 1315).locator(".no").click();
  expect(new URL(page.url()).hash).toContain("line=1315");
  await line(page, 1317)
    .locator(".no")
    .click({ modifiers: ["Shift"] });
  await page.getByRole("button", { name: "Copy", exact: true }).click();
  await page.getByRole("menuitemcheckbox", { name: "With time stamps" }).click();
  await page.getByRole("menuitem", { name: "Copy lines 1,315 to 1,317" }).click();
  await expect(page.getByRole("status")).toHaveText("Copied 3 lines");
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  expect(copied.split("\n")[0]).toBe(
    "+1:00.107     pool_test.go:88: slot not released within 2s: in use 4, want 3",
  );
  expect(copied).not.toContain("\u001b");
  await page.getByRole("button", { name: "Copy", exact: true }).click();
  await page.getByRole("menuitem", { name: "Copy link to line 1,315" }).click();
  await expect(page.getByRole("status")).toHaveText("Copied the link to line 1,315");
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(
    `slipway:/${RUN}?job=test-api&step=job%2Ftest-api&line=1315`,
  );
});

test("what was known stays where it is when the run cannot be asked again", async ({ page }) => {
  await open(page, "run.lost", RUN);
  const graph = page.locator(".graph");
  const place = await graph.boundingBox();
  await page.evaluate(() => window.scripted.tell({ event: "changed", topics: [{ topic: "projects" }] }));
  await expect(page.getByRole("alert")).toContainText("ledger_failed");
  expect(await graph.boundingBox()).toEqual(place);
  const before = (await asked(page, "operation")).length;
  await page.getByRole("button", { name: "Try again" }).click();
  await expect.poll(async () => (await asked(page, "operation")).length).toBeGreaterThan(before);
});

test("a growing log is followed until someone scrolls up, and again when asked", async ({ page }) => {
  await open(page, "run.running", RUN);
  await expect(page.getByText("Following new lines.")).toBeVisible();
  const before = Math.max(...(await seen(page)));
  await expect.poll(async () => Math.max(...(await seen(page)))).toBeGreaterThan(before + 3);
  await log(page).hover();
  await page.mouse.wheel(0, -300);
  await expect(page.getByText(/Stopped following, \d+ new line/)).toBeVisible();
  const [first] = await seen(page);
  await page.waitForTimeout(700);
  expect((await seen(page))[0]).toBe(first);
  await page.keyboard.press("f");
  await expect(page.getByText("Following new lines.")).toBeVisible();
});

test("a million lines: both ends, any place, any search, few of them kept", async ({ page }) => {
  await open(page, "run.huge", RUN);
  await expect(page.locator(".l.first")).toContainText("error:");
  await log(page).focus();
  await page.keyboard.press("End");
  await expect(line(page, 1_000_000)).toContainText("part_999999");
  await page.keyboard.press("Home");
  await expect(line(page, 1)).toContainText("part_0");
  // The bar's middle is the log's middle.
  await log(page).evaluate((box) => box.scrollTo(0, (box.scrollHeight - box.clientHeight) / 2));
  await expect.poll(async () => Math.abs(((await seen(page))[0] ?? 0) - 500_000)).toBeLessThan(200);
  // From there a turn of the wheel goes on by so many pixels, as in a short log.
  const [from = 0] = await seen(page);
  await log(page).hover();
  await page.mouse.wheel(0, 200);
  await expect.poll(async () => (await seen(page))[0]).toBe(from + 10);
  await page.keyboard.press("/");
  await page.keyboard.type("part_765432.");
  await expect(page.getByText("1 of 1")).toBeVisible({ timeout: 20_000 });
  await expect(line(page, 765_433)).toHaveClass(/sel/);
  expect(await page.locator(".l").count()).toBeLessThan(60);
  await nothingFound(page);
});

test("wrapped lines stay readable to the end", async ({ page }) => {
  await open(page, "run.failed", RUN);
  await page.getByRole("button", { name: "Wrap long lines" }).click();
  await page.locator(".step", { hasText: "Build test binaries" }).click();
  await log(page).focus();
  for (let turn = 0; turn < 8; turn += 1) await page.keyboard.press("PageDown");
  const wide = await log(page).evaluate((box) => box.scrollWidth > box.clientWidth);
  expect(wide).toBe(false);
  await page.keyboard.press("End");
  await expect(page.locator(".lf").last()).toContainText("Save go-mod cache");
});

test("the log is kept as a file by the host", async ({ page }) => {
  await open(page, "run.failed", RUN);
  await page.getByRole("button", { name: "Download the log" }).click();
  await expect(page.getByRole("status")).toContainText("/home/li/Downloads/");
  expect(await asked(page, "save_log")).toEqual([
    {
      project: "recipes",
      operation: "0199c3a2-7d4e-7149-8b1f-3e5a9d6c2f04",
      step: "job/test-api",
      times: true,
    },
  ]);
});

test("cancelling, resuming and running again say what they are about", async ({ page }) => {
  await open(page, "run.running", RUN);
  await page.getByRole("button", { name: "Cancel run" }).click();
  expect(await asked(page, "cancel")).toHaveLength(1);
  await open(page, "run.unknown", RUN);
  await expect(page.getByRole("button", { name: /^Run e5c20af again/ })).toBeDisabled();
  await page.getByRole("button", { name: "Resume" }).click();
  expect(await asked(page, "resume")).toHaveLength(1);
  await open(page, "run.failedAndOver", RUN);
  await page.getByRole("button", { name: "Run e5c20af again" }).click();
  expect(await asked(page, "run")).toMatchObject([
    { project: "recipes", revision: expect.stringMatching(/^e5c20af/) },
  ]);
});

test("what a run made goes on to the environment that takes it", async ({ page }) => {
  await open(page, "run.succeeded", RUN);
  await expect(page.getByRole("button", { name: "Run e5c20af again" })).not.toHaveClass(/main/);
  await page.getByRole("button", { name: "See the plan for sandbox" }).click();
  await expect
    .poll(() => asked(page, "plan"))
    .toMatchObject([{ project: "recipes", kind: "deploy", environment: "sandbox", release: 149 }]);
});

test("what is not begun again says why above, moves nothing, and is put away", async ({ page }) => {
  await open(page, "run.refused", RUN);
  const node = page.locator('[data-node="test-api"]');
  const place = await node.boundingBox();
  await page.getByRole("button", { name: "Run e5c20af again" }).click();
  const alert = page.getByRole("alert");
  await expect(alert).toContainText("nothing listens at");
  expect(await node.boundingBox()).toEqual(place);
  await nothingFound(page);
  await alert.getByRole("button", { name: "Close" }).click();
  await expect(alert).toHaveCount(0);
});

test("what is asked for a second is said, and what was refused can be asked again", async ({ page }) => {
  await open(page, "run.loading", RUN);
  await expect(page.getByText("Asking for the run")).toBeVisible();
  await open(page, "run.broken", RUN);
  await expect(page.getByRole("alert")).toContainText("has no operation");
  await page.getByRole("button", { name: "Try again" }).click();
  await expect.poll(async () => (await asked(page, "operation")).length).toBeGreaterThan(1);
});
