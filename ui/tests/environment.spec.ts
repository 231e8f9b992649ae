import { expect, test } from "@playwright/test";
import { nothingFound } from "./axe.ts";
import { asked, open, SMALLEST } from "./open.ts";

const PRODUCTION = "/environments/recipes/production";

test("what runs stands beside what the ledger says", async ({ page }) => {
  await open(page, "environment.ordinary", PRODUCTION);
  const web = page.getByRole("row", { name: /^web/ });
  await expect(web).toContainText("0.3.2");
  await expect(web).toContainText("0.3.1");
  await expect(web).toContainText("Differs");
  await expect(page.getByText("web differs.")).toBeVisible();
  await expect(page.getByText("web differs on host-4")).toBeVisible();
  await expect(page.getByText("host-4 runs 0.3.1; the ledger says 0.3.2.")).toBeVisible();
});

test("people are told by their names", async ({ page }) => {
  await open(page, "environment.ordinary", PRODUCTION);
  await expect(page.getByRole("heading", { name: "Locked by Li Wei", exact: true })).toBeVisible();
  await expect(page.locator("main")).not.toContainText("@kitchen.example");
});

test("a row of the timeline goes back to it through the drawer, and says what it restores", async ({
  page,
}) => {
  await open(page, "environment.ordinary", PRODUCTION);
  const back = page.getByRole("button", { name: /^Roll back to this/ }).first();
  await expect(back).toHaveAccessibleName("Roll back to this. Restores api 0.1.45, web 0.3.2, worker 0.1.45");
  await back.click();
  await expect
    .poll(() => asked(page, "plan"))
    .toMatchObject([{ kind: "rollback", environment: "production" }]);
});

test("what a deployment brought and why one failed is told in the smallest window too", async ({ page }) => {
  await page.setViewportSize(SMALLEST);
  await open(page, "environment.ordinary", PRODUCTION);
  await expect(page.getByRole("cell", { name: /^api 0\.1\.45, web 0\.3\.2/ }).first()).toBeVisible();
  await expect(page.getByRole("cell", { name: /^api did not become healthy on host-3/ })).toBeVisible();
});

test("R opens the rollback and L the logs, which are closed again with their tab", async ({ page }) => {
  await open(page, "environment.ordinary", PRODUCTION);
  await expect(page.getByRole("heading", { name: "Running now" })).toBeVisible();
  await page.keyboard.press("l");
  await expect(page.getByRole("log")).toContainText("no such host");
  await expect(page.getByRole("tab", { name: "Logs" })).toBeFocused();
  await page.keyboard.press("ArrowLeft");
  await expect.poll(() => asked(page, "stream")).toMatchObject([{ what: { what: "close" } }]);
  await page.keyboard.press("r");
  await expect.poll(() => asked(page, "plan")).toMatchObject([{ kind: "rollback", release: 145 }]);
});

test("a path that asks for a service's logs opens them", async ({ page }) => {
  await open(page, "environment.ordinary", `${PRODUCTION}?logs=web`);
  await expect(page.getByRole("tab", { name: "Logs", selected: true })).toBeVisible();
  await expect.poll(() => asked(page, "container_logs")).toMatchObject([{ service: "web" }]);
});

test("the path that is there already opens the logs again", async ({ page }) => {
  const path = `${PRODUCTION}?logs=web`;
  await open(page, "environment.ordinary", path);
  await expect(page.getByRole("tab", { name: "Logs", selected: true })).toBeVisible();
  await page.getByRole("tab", { name: "Deployments" }).click();
  await expect(page.getByRole("tab", { name: "Logs", selected: false })).toBeVisible();
  await page.evaluate((path) => window.scripted.tell({ event: "show", path }), path);
  await expect(page.getByRole("tab", { name: "Logs", selected: true })).toBeFocused();
});

test("a log's line does nothing but stand there", async ({ page }) => {
  await open(page, "environment.ordinary", PRODUCTION);
  await page.getByRole("tab", { name: "Logs" }).click();
  await expect(page.getByRole("log").getByText("<script>alert(1)</script>").first()).toBeVisible();
  await page.getByRole("searchbox", { name: "Only lines with…" }).fill("nothing like it");
  await expect(page.getByText("None of these lines has “nothing like it”.")).toBeVisible();
});

test("following stops when the reader scrolls up, and says how to go on", async ({ page }) => {
  await open(page, "environment.ordinary", PRODUCTION);
  await page.getByRole("tab", { name: "Logs" }).click();
  const log = page.getByRole("log");
  await expect(log).toContainText("no such host");
  await log.press("Home");
  await expect(page.getByText("Following stopped.")).toBeVisible();
  await page.getByRole("button", { name: "Follow" }).click();
  await expect(page.getByText("Following stopped.")).toBeHidden();
});

test("what is read stays where it is, however many lines come", async ({ page }) => {
  await open(page, "environment.ordinary", PRODUCTION);
  await page.getByRole("tab", { name: "Logs" }).click();
  const log = page.getByRole("log");
  await expect(log).toContainText("no such host");
  /** As many more lines as would push out what is there. */
  const come = (count: number) =>
    page.evaluate((count) => {
      const lines = Array.from({ length: count }, (_, index) => ({
        at: null,
        place: "host-3",
        step: null,
        stream: "stdout" as const,
        text: `line ${index}`,
      }));
      window.scripted.tell({ event: "stream", stream: 1, output: { output: "lines", lines } });
    }, count);
  const read = () =>
    log.evaluate((element) => {
      const { top } = element.getBoundingClientRect();
      const lines = [...element.querySelectorAll(".l")].map((line) => ({
        text: line.textContent,
        at: line.getBoundingClientRect().top - top,
      }));
      return lines.filter(({ at }) => at >= 0).sort((one, other) => one.at - other.at)[0];
    });
  await log.press("Home");
  await expect.poll(() => log.evaluate(({ scrollTop }) => scrollTop)).toBe(0);
  const first = await read();
  await come(6000);
  await expect(page.getByText("6000 newer")).toBeVisible();
  expect(await read()).toEqual(first);
  await log.evaluate((element) => element.scrollTo(0, 5000 * 20 + 7));
  await expect.poll(async () => (await read())?.text).toMatch(/line 4\d\d\d/);
  const further = await read();
  // More than are held: what goes away above moves nothing.
  await come(15_000);
  await expect(page.getByText("21000 newer")).toBeVisible();
  expect(await read()).toEqual(further);
});

test("what ends is told, with why", async ({ page }) => {
  await open(page, "environment.streamless", PRODUCTION);
  await page.getByRole("tab", { name: "Logs" }).click();
  await expect(page.getByRole("alert")).toContainText("host-3 does not answer any more");
  await page.getByRole("tab", { name: "Shell" }).click();
  await page.getByRole("button", { name: "Open a shell" }).click();
  await expect(page.getByRole("alert")).toContainText("api on host-3 has no shell");
});

test("a shell says where it is, takes what is typed, and lets the keyboard go", async ({ page }) => {
  await open(page, "environment.ordinary", PRODUCTION);
  await page.getByRole("tab", { name: "Shell" }).click();
  await page.getByRole("button", { name: "Open a shell" }).click();
  const panel = page.getByRole("region", { name: "Shell" });
  await expect(panel).toContainText("api on host-3");
  await expect(panel).toContainText("recipes production");
  await expect.poll(() => asked(page, "shell")).toMatchObject([{ service: "api", place: "host-3" }]);
  await page.keyboard.type("ls");
  await expect
    .poll(() => asked(page, "stream"))
    .toContainEqual(expect.objectContaining({ what: { what: "type", text: "l" } }));
  await page.keyboard.press("Shift+Escape");
  await expect(page.getByRole("button", { name: "End shell" })).toBeFocused();
  await page.keyboard.press("Enter");
  await expect
    .poll(() => asked(page, "stream"))
    .toContainEqual(expect.objectContaining({ what: { what: "close" } }));
});

test("a shell goes on while another service's logs are looked at, and another is opened after its end", async ({
  page,
}) => {
  await open(page, "environment.ordinary", PRODUCTION);
  await page.getByRole("tab", { name: "Shell" }).click();
  await page.getByRole("button", { name: "Open a shell" }).click();
  const panel = page.getByRole("region", { name: "Shell" });
  await expect.poll(() => asked(page, "shell")).toMatchObject([{ service: "api", place: "host-3" }]);
  await page.getByRole("tab", { name: "Logs" }).click();
  await page.getByRole("combobox", { name: "Service" }).selectOption("web");
  await page.getByRole("combobox", { name: "Place" }).selectOption("host-4");
  await expect
    .poll(() => asked(page, "container_logs"))
    .toContainEqual(expect.objectContaining({ service: "web" }));
  await page.getByRole("tab", { name: "Shell" }).click();
  await expect(panel).toContainText("recipes production");
  await page.getByRole("button", { name: "web: logs, shell, restart" }).click();
  await page.getByRole("menuitem", { name: "Shell" }).click();
  await expect(panel).toContainText("api on host-3");
  await expect(panel).toContainText("Once this one has ended, one can be opened in web on host-3.");
  expect(await asked(page, "shell")).toHaveLength(1);
  await page.getByRole("button", { name: "End shell" }).click();
  await page.getByRole("button", { name: "Open a shell" }).click();
  await expect
    .poll(() => asked(page, "shell"))
    .toMatchObject([{ service: "api" }, { service: "web", place: "host-3" }]);
});

test("a restart is asked for first, then shown", async ({ page }) => {
  await open(page, "environment.ordinary", PRODUCTION);
  await page.getByRole("button", { name: "api: logs, shell, restart" }).click();
  await page.getByRole("menuitem", { name: "Restart…" }).click();
  const dialog = page.getByRole("dialog", { name: "Restart api in production" });
  await expect(dialog).toContainText("on host-3 and host-4");
  expect(await asked(page, "restart")).toEqual([]);
  await nothingFound(page);
  await dialog.getByRole("button", { name: "Restart api" }).click();
  await expect
    .poll(() => asked(page, "restart"))
    .toEqual([{ project: "recipes", environment: "production", service: "api", key: expect.any(String) }]);
  await expect.poll(() => asked(page, "operation")).not.toEqual([]);
});

test("a hold needs a reason, and Escape leaves everything as it is", async ({ page }) => {
  await open(page, "environment.ordinary", PRODUCTION);
  const hold = page.getByRole("button", { name: "Hold…" });
  await hold.click();
  const dialog = page.getByRole("dialog", { name: "Hold production" });
  await page.keyboard.press("Enter");
  await expect(dialog).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(dialog).toBeHidden();
  await expect(hold).toBeFocused();
  expect(await asked(page, "set_rule")).toEqual([]);
  await page.keyboard.press("Enter");
  await page.keyboard.type("Photos answer 500");
  await page.keyboard.press("Enter");
  await expect
    .poll(() => asked(page, "set_rule"))
    .toEqual([
      { project: "recipes", environment: "production", rule: { rule: "hold", reason: "Photos answer 500" } },
    ]);
  await expect(dialog).toBeHidden();
});

test("another person's lock is taken only when it is asked for by their name", async ({ page }) => {
  await open(page, "environment.lockedByOther", "/environments/graphbook/production");
  await page.getByRole("button", { name: "Unlock", exact: true }).click();
  await page.getByRole("button", { name: "Unlock production" }).click();
  await expect(page.getByRole("alert")).toContainText("host-5 is locked by Chen Yu since");
  const take = page.getByRole("button", { name: "Take the lock from Chen Yu" });
  await expect(take).toHaveAttribute("aria-disabled", "true");
  await page.getByRole("textbox", { name: "Type production to confirm" }).fill("production");
  await take.click();
  await expect
    .poll(async () => (await asked(page, "set_rule")).at(-1))
    .toMatchObject({ rule: { rule: "unlock", force: true, confirm: "production" } });
});

test("P opens the plan of what comes next", async ({ page }) => {
  await open(page, "environment.ordinary", PRODUCTION);
  await expect(page.getByRole("heading", { name: "Running now" })).toBeVisible();
  await page.keyboard.press("p");
  await expect
    .poll(() => asked(page, "plan"))
    .toMatchObject([{ kind: "promote", environment: "production", from: "staging", release: 118 }]);
});

test("a path that asks for a lock to be given back asks a person first", async ({ page }) => {
  await open(page, "environment.lockedByOther", "/environments/graphbook/production?ask=unlock");
  await expect(page.getByRole("dialog", { name: "Unlock production" })).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(page.getByRole("dialog")).toHaveCount(0);
  expect(await asked(page, "set_rule")).toEqual([]);
});

test("a path asks only for what is set, whatever is to be lifted", async ({ page }) => {
  await open(page, "environment.ruled", `${PRODUCTION}?ask=unhold`);
  await expect(page.getByRole("dialog", { name: "Lift the hold of production" })).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(page.getByRole("dialog")).toHaveCount(0);
  await expect(page).toHaveURL(/#\/environments\/recipes\/production$/);
  await open(page, "environment.ordinary", `${PRODUCTION}?ask=unfreeze`);
  await expect(page.getByRole("heading", { name: "Running now" })).toBeVisible();
  await expect(page.getByRole("dialog")).toHaveCount(0);
});

test("a path opens a shell's tab, and asks before a restart", async ({ page }) => {
  await open(page, "environment.ordinary", `${PRODUCTION}?shell=thumbs`);
  await expect(page.getByRole("tab", { name: "Shell" })).toBeFocused();
  await expect(page.getByRole("combobox", { name: "Service" }).last()).toHaveValue("thumbs");
  expect(await asked(page, "shell")).toEqual([]);
  await open(page, "environment.ordinary", `${PRODUCTION}?ask=restart&service=web`);
  await expect(page.getByRole("dialog", { name: "Restart web in production" })).toBeVisible();
  expect(await asked(page, "restart")).toEqual([]);
});

test("what was known stays when it cannot be asked again", async ({ page }) => {
  await open(page, "environment.lost", PRODUCTION);
  const heading = page.getByRole("heading", { name: "Running now" });
  const place = await heading.boundingBox();
  await page.evaluate(() => window.scripted.tell({ event: "changed", topics: [{ topic: "projects" }] }));
  await expect(page.getByRole("alert")).toContainText("disk I/O error");
  await expect(page.getByRole("alert")).toContainText(/What is shown was asked for \d+ s ago\./);
  expect(await heading.boundingBox()).toEqual(place);
  await expect(page.getByRole("row", { name: /^web/ })).toBeVisible();
  const before = (await asked(page, "environment")).length;
  await page.getByRole("alert").getByRole("button", { name: "Try again" }).click();
  await expect.poll(async () => (await asked(page, "environment")).length).toBeGreaterThan(before);
});

test("why nothing can be looked at is said with what helps and its code", async ({ page }) => {
  await open(page, "environment.unseen", PRODUCTION);
  const why = page.locator(".because").filter({ hasText: "It could not be looked at." });
  await expect(why).toContainText("ssh is not installed");
  await expect(why).toContainText("Install it, and see that it is found on the PATH.");
  await expect(why.getByText("program_missing", { exact: true })).toBeVisible();
  await page.getByRole("button", { name: "Look again" }).click();
  await expect(page.getByRole("alert")).toContainText("ssh is not installed");
});

test("a place that does not answer shows what was last seen", async ({ page }) => {
  await open(page, "environment.any", "/environments/billing/staging");
  await expect(page.getByRole("columnheader", { name: /host-7/ })).toContainText("does not answer");
  await expect(page.getByText("Last seen").first()).toBeVisible();
  await expect(page.getByText(/as of .* ago/)).toBeVisible();
});

test("forty places are a strip, and those that differ are named", async ({ page }) => {
  await open(page, "environment.huge", PRODUCTION);
  await expect(page.getByText("35 of 40: host-7, host-8 and 3 more")).toBeVisible();
  await page.getByRole("button", { name: "Show the places of api", exact: true }).click();
  await expect(page.getByRole("listitem").filter({ hasText: "host-11" })).toContainText("Differs");
});

test("a timeline that is cut says so, and leads to all of it", async ({ page }) => {
  await open(page, "environment.huge", PRODUCTION);
  await expect(page.getByText("only the newest 400")).toBeVisible();
  const all = page.getByRole("link", { name: "All in Activity" });
  await expect(all).toHaveAttribute("href", /project%3Arecipes.*env%3Aproduction/);
  await open(page, "environment.ordinary", PRODUCTION);
  await expect(page.getByRole("link", { name: "All in Activity" })).toBeVisible();
  await expect(page.getByText(/only the newest/)).toHaveCount(0);
});

test("four hundred deployments take the whole width of their table", async ({ page }) => {
  await open(page, "environment.huge", PRODUCTION);
  const part = page.getByRole("region", { name: "Deployments" });
  await expect(part.getByText("4.0.400", { exact: true })).toBeVisible();
  const [room, back] = await Promise.all([
    part.boundingBox(),
    part
      .getByRole("button", { name: /^Roll back to this/ })
      .first()
      .boundingBox(),
  ]);
  const [end, reached] = [room, back].map((box) => (box ? box.x + box.width : 0));
  expect((end ?? 0) - (reached ?? 0)).toBeLessThan(32);
});

test("in compact density rows stand as close as they are drawn", async ({ page }) => {
  await open(page, "environment.huge", PRODUCTION);
  const part = page.getByRole("region", { name: "Deployments" });
  await expect(part.getByText("4.0.400", { exact: true })).toBeVisible();
  await page.evaluate(() => window.scripted.showAs({ density: "compact" }));
  /** What the table is higher than its rows: its head. */
  const head = () =>
    part.evaluate((element) => {
      const rows = Number(element.querySelector("table")?.ariaRowCount) - 1;
      return element.scrollHeight - rows * 28;
    });
  await expect.poll(head).toBeLessThan(40);
  expect(await head()).toBeGreaterThanOrEqual(0);
});
