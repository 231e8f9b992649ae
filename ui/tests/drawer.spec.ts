// The drawer: plans, operations as they go and what came of them, with a pointer and with the keyboard alone.
import { expect, type Page, test } from "@playwright/test";
import { asked, open } from "./open.ts";

const PLAN = "/plan?project=recipes&kind=promote&environment=production&from=staging&release=117";
const ROLLBACK = "/plan?project=recipes&kind=rollback&environment=production&release=115";
const ONLY_API = "/plan?project=recipes&kind=promote&environment=production&release=117&services=api";
const ID = "0199c3a2-7d4e-7151-8b1f-3e5a9d6c2f04";
const OPERATION = `/operations/recipes/${ID}`;

const drawer = (page: Page) => page.getByRole("dialog");
const button = (page: Page, name: string | RegExp) => drawer(page).getByRole("button", { name });

/** Lets the host say that an operation has changed. */
const changed = (page: Page) =>
  page.evaluate(() => window.scripted.tell({ event: "changed", topics: [{ topic: "projects" }] }));

test("a protected environment is promoted to by typing its name, with the keyboard alone", async ({
  page,
}) => {
  await open(page, "drawer.plan", PLAN);
  await expect(drawer(page)).toHaveAccessibleName("Promote to production");
  const name = page.getByLabel("production is protected. Type its name to confirm.");
  await expect(name).toBeFocused();
  const promote = button(page, "Promote 0.1.47 to production");
  await expect(promote).toBeDisabled();
  await page.keyboard.type("productio");
  await page.keyboard.press("Enter");
  expect(await asked(page, "carry_out")).toEqual([]);
  await page.keyboard.type("n");
  await expect(promote).toBeEnabled();
  await page.keyboard.press("Enter");
  await expect(drawer(page).getByRole("progressbar")).toBeVisible();
  await expect(drawer(page)).toBeFocused();
  const [sent] = (await asked(page, "carry_out")) as { hash: string; confirm: string; key: string }[];
  expect(sent).toMatchObject({ confirm: "production", plan: { project: "recipes", release: 117 } });
  expect(sent?.hash).toMatch(/^7c41e0b/);
});

test("an environment that is not protected takes one click, and two quick ones begin one operation", async ({
  page,
}) => {
  await open(page, "drawer.unprotected", PLAN.replace("production", "staging"));
  const promote = button(page, "Promote 0.1.47 to staging");
  await expect(promote).toBeFocused();
  await promote.dblclick();
  await expect(drawer(page).getByRole("progressbar")).toBeVisible();
  const keys = ((await asked(page, "carry_out")) as { key: string }[]).map(({ key }) => key);
  expect(new Set(keys).size).toBe(1);
  expect(keys[0]).toMatch(/^[0-9a-f-]{36}$/);
});

test("Escape closes it, asks nothing, and gives the focus back", async ({ page }) => {
  await open(page, "drawer.progress", OPERATION);
  await expect(drawer(page)).toBeFocused();
  await page.keyboard.press("Escape");
  await expect(drawer(page)).toHaveCount(0);
  await expect(page).toHaveURL(/#\/activity$/);
  expect(await asked(page, "cancel")).toEqual([]);
  expect(await page.evaluate(() => document.activeElement?.tagName)).not.toBe("BODY");
});

test("a plan says what changes, by signs, and copies its commands whole", async ({ page, context }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await open(page, "drawer.plan", PLAN);
  await expect(drawer(page).getByText("6 commits. About 1 min 58 s, as the last 5 here.")).toBeVisible();
  await expect(
    drawer(page)
      .getByRole("listitem")
      .filter({ hasText: /CHANGED/ }),
  ).toContainText("0.1.45 → 0.1.47");
  await expect(drawer(page).getByRole("listitem").filter({ hasText: "worker/WORKER" })).toContainText(
    "removed",
  );
  await button(page, /^Commands/).click();
  await expect(drawer(page).getByText("the same 9 as on host-1")).toHaveCount(2);
  await expect(drawer(page).getByText("sha256:4be07a…", { exact: false }).first()).toBeVisible();
  await button(page, /^Copy$/).click();
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  expect(copied).toMatch(/host-3: docker pull \S+@sha256:4be07a[0-9a-f]{58} /);
});

test("what stands in the way is said first, and cannot be passed", async ({ page }) => {
  await open(page, "drawer.held", PLAN);
  await expect(drawer(page).locator(".strip")).toContainText("Chen Yu put production on hold");
  await expect(drawer(page)).not.toContainText("@kitchen.example");
  await expect(button(page, "Promote 0.1.47 to production")).toBeDisabled();
  await expect(drawer(page).getByText("Lift the hold where")).toBeVisible();
  await expect(drawer(page)).not.toContainText("slipway unhold");
  await button(page, "Lift hold…").click();
  await expect(page).toHaveURL(/#\/environments\/recipes\/production\?ask=unhold$/);
});

test("what slipway.yml freezes waits for its end, and is not lifted by hand", async ({ page }) => {
  await open(page, "drawer.frozen", PLAN);
  await expect(drawer(page).locator(".strip")).toContainText("slipway.yml freezes production until");
  await expect(drawer(page).getByText("Wait until the freeze ends.")).toBeVisible();
  await expect(button(page, "Lift freeze…")).toHaveCount(0);
});

test("a plan that waits says so on its button, and leads to the approval", async ({ page }) => {
  await open(page, "drawer.approval", PLAN);
  await page.keyboard.type("production");
  await button(page, "Ask for approval of 0.1.47").click();
  await expect(drawer(page).getByText("0.1.47 waits for approval")).toBeVisible();
});

test("what was not verified before goes out for a reason only", async ({ page }) => {
  await open(page, "drawer.unverifiedBefore", PLAN);
  await expect(button(page, "Promote 0.1.47 to production")).toBeDisabled();
  await button(page, "Plan it as a hotfix…").click();
  await expect(page.getByLabel("Why it cannot wait")).toBeFocused();
  await page.keyboard.press("Escape");
  await expect(drawer(page)).toBeVisible();
  await button(page, "Plan it as a hotfix…").click();
  await page.keyboard.type("checkout is down");
  await page.keyboard.press("Enter");
  const reasons = drawer(page).locator(".strip").filter({ hasText: "checkout is down" });
  await expect(reasons).toHaveCount(1);
  await expect(reasons).toContainText("goes out without having been verified in staging");
  expect(await asked(page, "plan")).toContainEqual(expect.objectContaining({ hotfix: "checkout is down" }));
});

test("a plan out of date offers the new one and says what differs", async ({ page }) => {
  await open(page, "drawer.outOfDate", PLAN);
  await button(page, "Promote 0.1.47 to production").click();
  const notice = drawer(page).getByRole("alert");
  await expect(notice).toContainText("what would happen now is plan 9d0e1f2. Services and Commits differ.");
  await button(page, "Show the new plan").click();
  await expect(drawer(page).getByText("plan 9d0e1f2")).toBeVisible();
  await button(page, "Promote 0.1.47 to production").click();
  await expect(drawer(page).getByRole("progressbar")).toBeVisible();
  const sent = (await asked(page, "carry_out")) as { hash: string; key: string }[];
  expect(sent.map(({ hash }) => hash.slice(0, 7))).toEqual(["7c41e0b", "9d0e1f2"]);
  expect(sent[0]?.key).not.toBe(sent[1]?.key);
});

test("only some services are promoted where that was asked for", async ({ page }) => {
  await open(page, "drawer.onlyApi", ONLY_API);
  await expect(drawer(page).getByText("Only api; everything else stays.", { exact: false })).toBeVisible();
  await expect(button(page, "Promote api 0.1.47 only")).toBeFocused();
});

test("a rollback to the deployment before needs no name, and says what is gone", async ({ page }) => {
  await open(page, "drawer.rollback", ROLLBACK);
  await expect(button(page, "Roll back to 0.1.45")).toBeFocused();
  await expect(drawer(page).getByText("6 commits are taken back.")).toBeVisible();
  await expect(drawer(page).getByText("The image of thumbs is gone", { exact: false })).toBeVisible();
});

test("words come after a second", async ({ page }) => {
  await open(page, "drawer.planAwaited", PLAN);
  await expect(drawer(page).getByText("Making the plan for production …")).toBeVisible();
});

test("an error says what to do, and can be tried again", async ({ page }) => {
  await open(page, "drawer.planRefused", PLAN);
  await expect(drawer(page).getByRole("alert")).toContainText("host_unreachable");
  const before = (await asked(page, "plan")).length;
  await button(page, "Try again").click();
  await expect.poll(async () => (await asked(page, "plan")).length).toBeGreaterThan(before);
});

test("an operation that cannot be told says why, and can be asked for again", async ({ page }) => {
  await open(page, "drawer.operationRefused", OPERATION);
  await expect(drawer(page).getByRole("alert")).toContainText("operation_not_found");
  const before = (await asked(page, "operation")).length;
  await button(page, "Try again").click();
  await expect.poll(async () => (await asked(page, "operation")).length).toBeGreaterThan(before);
});

test("progress is live: the newest word, the hosts, and the log's last lines", async ({ page }) => {
  await open(page, "drawer.progress", OPERATION);
  await expect(drawer(page).getByText("about 50 s left")).toBeVisible();
  await expect(drawer(page).getByText("Measured on the last 5 that did the same here.")).toBeVisible();
  await expect(drawer(page).getByText("Following, 6 lines so far")).toBeVisible();
  await page.evaluate(
    (operation) =>
      window.scripted.tell({
        event: "told",
        operation,
        step: "host-2/health",
        text: "as the engine says it",
        far: { is: "service", service: "api", lacks: { is: "passed" } },
      }),
    ID,
  );
  const said = "api is not healthy yet";
  await expect(drawer(page).getByText(said).first()).toBeVisible();
  await button(page, "host-1: show what it does").click();
  await expect(button(page, "host-1: fold")).toBeVisible();
  await button(page, "Cancel the promotion").click();
  await expect(drawer(page).getByText(/^Cancelling\./)).toBeVisible();
  expect(await asked(page, "cancel")).toEqual([{ project: "recipes", operation: ID }]);
});

test("without a history no time is given", async ({ page }) => {
  await open(page, "drawer.noHistory", OPERATION);
  await expect(
    drawer(page).getByText("Nothing did the same here before, so no time is given."),
  ).toBeVisible();
  await expect(drawer(page).getByText(/left$/)).toHaveCount(0);
  await expect(
    drawer(page).getByText("Another program carries it out, on li-laptop.", { exact: false }),
  ).toBeVisible();
});

test("hosts that stand alike are one row, which unfolds", async ({ page }) => {
  await open(page, "drawer.manyHosts", OPERATION);
  const rows = drawer(page).locator(".fleet > tbody > tr:not(.detail)");
  await expect(rows).toHaveCount(6);
  await button(page, "11 hosts, host-1 to host-11").click();
  await expect(rows).toHaveCount(16);
});

test("a failure tells why, what Slipway did and what runs, and its evidence copies as text", async ({
  page,
  context,
}) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await open(page, "drawer.rolledBack", OPERATION);
  const verdict = drawer(page).locator(".verdict");
  await expect(verdict).toContainText("0.1.47 failed on host-2");
  await expect(verdict).toContainText("Slipway put 0.1.45 back.");
  await expect(verdict).toContainText("production runs 0.1.45 on all 3 hosts.");
  await expect(drawer(page).locator(".l.first")).toHaveText("mongo: dial tcp: lookup mongodb: no such host");
  const differs = drawer(page).getByRole("listitem");
  await expect(differs.filter({ hasText: "MONGO_POOL_SIZE" })).toHaveCount(1);
  await expect(differs.filter({ hasText: "0.1.45 → 0.1.47" })).toContainText("api");
  await expect(drawer(page).getByText("and 1 more commit", { exact: true })).toBeVisible();
  await button(page, "Copy as text").click();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toContain(
    "exit code (host-2 api):\n    1",
  );
  await button(page, "Plan 0.1.47 again").click();
  await expect(page.getByLabel("production is protected. Type its name to confirm.")).toBeFocused();
});

test("what is unknown says what runs where, and resumes", async ({ page }) => {
  await open(page, "drawer.unknown", OPERATION);
  await expect(drawer(page).locator(".verdict")).toContainText("What host-2 runs is unknown");
  await expect(drawer(page).locator(".verdict")).toContainText("0.1.45 on host-3, host-2 cannot be seen.");
  await expect(button(page, "Roll back to 0.1.45")).toBeDisabled();
  await button(page, "Resume to 0.1.47").click();
  expect(await asked(page, "resume")).toEqual([{ project: "recipes", operation: ID }]);
});

test("what was left in the middle and seen since does not claim to be unknown", async ({ page }) => {
  await open(page, "drawer.left", OPERATION);
  const verdict = drawer(page).locator(".verdict");
  await expect(verdict).toContainText("The promotion was left in the middle");
  await expect(verdict).toContainText("production runs 0.1.45 on all 3 hosts.");
  await expect(verdict).not.toContainText("is unknown");
});

test("a plan is approved from what it would do, and then resumed", async ({ page }) => {
  await open(page, "drawer.waiting", OPERATION);
  await expect(drawer(page).getByText("Fold the worker into api")).toBeVisible();
  await button(page, "Approve 0.1.47").click();
  await changed(page);
  await expect(drawer(page).getByText("0.1.47 may go on")).toBeVisible();
  await button(page, "Resume to 0.1.47").click();
  expect(await asked(page, "resume")).toHaveLength(1);
  expect(await asked(page, "answer_plan")).toMatchObject([{ project: "recipes", approve: true }]);
});

test("what was denied can be settled, and waits for no approval", async ({ page }) => {
  await open(page, "drawer.denied", OPERATION);
  await expect(drawer(page).locator(".verdict")).toContainText("Denied: 0.1.47 can be settled");
  await expect(drawer(page).locator(".verdict")).toContainText("Chen Yu denied the plan: not on a Friday");
  await expect(button(page, "Approve 0.1.47")).toHaveCount(0);
  await expect(button(page, "Resume to 0.1.47")).toBeVisible();
});

test("a plan is denied with a reason", async ({ page }) => {
  await open(page, "drawer.waiting", OPERATION);
  await button(page, "Deny…").click();
  await page.keyboard.type("not on a Friday");
  await page.keyboard.press("Enter");
  await expect(drawer(page).getByText("Denied.")).toBeVisible();
  expect(await asked(page, "answer_plan")).toMatchObject([{ approve: false, reason: "not on a Friday" }]);
});

test("who is asked whether to take back what failed says yes or no", async ({ page }) => {
  await open(page, "drawer.asks", OPERATION);
  await expect(drawer(page).getByText("Take back 0.1.47?")).toBeVisible();
  await button(page, "Leave it as it is").click();
  await expect(drawer(page).getByText("It stays as it is.")).toBeVisible();
  expect(await asked(page, "answer_plan")).toMatchObject([{ approve: false }]);
});

test("what was taken over is said to be, and not that nobody knows what runs", async ({ page }) => {
  await open(page, "drawer.takenOver", OPERATION);
  await expect(drawer(page).locator(".verdict .big")).toHaveText("The promotion was taken over");
});

test("L opens the log", async ({ page }) => {
  await open(page, "drawer.progress", OPERATION);
  await expect(drawer(page)).toBeFocused();
  await page.keyboard.press("l");
  await expect(page).toHaveURL(new RegExp(`#/runs/recipes/${ID}$`));
});

test("in Chinese gates say why, and the code says first what the engine says in English", async ({
  page,
}) => {
  await open(page, "drawer.held", PLAN, { language: "zh" });
  await expect(drawer(page).locator(".strip")).toContainText(
    "Chen Yu 已挂起 production：the database moves to new disks",
  );
  await open(page, "drawer.waits", PLAN, { language: "zh" });
  const strips = drawer(page).locator(".strip");
  await expect(strips.filter({ hasText: "需要 1 人审批，还差 1 人" })).toContainText("审批；");
  await expect(strips.filter({ hasText: "该版本须先在 staging 运行至" })).toHaveCount(1);
  await expect(drawer(page)).not.toContainText("approvals are missing");
  await open(page, "drawer.rolledBack", OPERATION, { language: "zh" });
  await expect(drawer(page).locator(".verdict")).toContainText("新版本未能就绪");
  await expect(drawer(page).locator(".verdict")).toContainText("证据中有所见的情况");
  await expect(drawer(page).locator(".verdict")).not.toContainText("slipway logs");
});

test("what a strip says is not said by the gate again", async ({ page }) => {
  await open(page, "drawer.held", PLAN);
  await expect(drawer(page).getByText("the database moves to new disks")).toHaveCount(1);
});

test("all hosts unfold at once, and fold again", async ({ page }) => {
  await open(page, "drawer.rolledBack", OPERATION);
  const details = drawer(page).locator("tr.detail");
  await expect(details).toHaveCount(0);
  await button(page, "Unfold all").click();
  await expect(details).toHaveCount(3);
  await button(page, "Fold all").click();
  await expect(details).toHaveCount(0);
});

test("what was known of an operation stays when it cannot be asked again, and it says so", async ({
  page,
}) => {
  await open(page, "drawer.lost", OPERATION);
  await expect(drawer(page).getByRole("progressbar")).toBeVisible();
  await changed(page);
  await expect(drawer(page).getByRole("alert")).toContainText("disk I/O error");
  await expect(drawer(page).getByRole("progressbar")).toBeVisible();
});
