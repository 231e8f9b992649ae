import { expect, test } from "@playwright/test";
import { nothingFound } from "./axe.ts";
import { cutOff } from "./cut-off.ts";
import { asked, open } from "./open.ts";
import { settled } from "./settled.ts";

test("operations stand under their days, and what needs a person stands out", async ({ page }) => {
  await open(page, "activity.ordinary", "/activity");
  await expect(page.getByText("Today", { exact: true })).toBeVisible();
  const waiting = page.getByRole("row").filter({ hasText: "Waiting" });
  await expect(waiting.getByRole("button", { name: "Review plan" })).toBeVisible();
  await expect(waiting).toHaveAttribute("data-needs");
  // Who it was is told by name; the address is told to who rests on it.
  await expect(waiting.getByRole("gridcell", { name: "Li Wei", exact: true })).toHaveAttribute(
    "title",
    /<li\.wei@/,
  );
  await expect(page.getByRole("grid")).not.toContainText("@kitchen.example");
});

test("a channel that was not told stands in the line above, and is tinted only where nobody tries any more", async ({
  page,
}) => {
  const line = page.locator(".tools");
  await open(page, "activity.untold", "/activity");
  await expect(line.getByRole("status")).toContainText("team of recipes was not told since");
  await expect(line.getByRole("status")).toContainText("is tried again: it answered with status 503");
  await expect(line).not.toHaveClass(/wrong/);
  await open(page, "activity.untoldAnyMore", "/activity");
  await expect(line.getByRole("status")).toContainText("oncall of graphbook");
  await expect(line.getByRole("status")).toContainText("and 1 more");
  await expect(line).toHaveClass(/wrong/);
  await nothingFound(page);
  // What is typed and cannot be understood is said there first.
  await page.keyboard.press("/");
  await page.keyboard.type("colour:red");
  await expect(line.getByRole("status")).toContainText("Nothing can fit");
});

test("the filter suggests, and the host filters", async ({ page }) => {
  await open(page, "activity.ordinary", "/activity");
  await page.keyboard.press("/");
  await page.keyboard.type("sta");
  await expect(page.getByRole("option")).toHaveText(["state:"]);
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await page.keyboard.type("fa");
  await nothingFound(page);
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Tab");
  await expect(page.getByRole("combobox", { name: "Filter operations" })).toHaveValue("state:failed ");
  await page.keyboard.type("author:chen");
  await expect
    .poll(async () => (await asked(page, "activity")).at(-1))
    .toMatchObject({ filter: "state:failed author:chen" });
  await expect(page.getByRole("grid").getByRole("row").filter({ hasText: "Promoted" })).toHaveCount(0);
  await page.keyboard.press("Escape");
  await page.keyboard.press("Escape");
  await expect(page.getByRole("combobox")).toHaveValue("");
});

test("a word that nothing can fit is said", async ({ page }) => {
  await open(page, "activity.ordinary", "/activity?filter=colour%3Ared");
  await expect(page.getByRole("combobox")).toHaveValue("colour:red");
  await expect(page.getByText("Nothing can fit “colour:red”")).toBeVisible();
  await page.getByRole("button", { name: "Clear the filter" }).last().click();
  await expect(page.getByRole("grid")).toBeVisible();
});

test("the keyboard moves over rows and opens them: an operation in the drawer, a run on its screen", async ({
  page,
}) => {
  await open(page, "activity.ordinary", "/activity");
  const grid = page.getByRole("grid");
  await grid.focus();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await expect.poll(async () => (await asked(page, "operation")).length).toBeGreaterThan(0);
  await page.keyboard.press("Escape");
  await grid.focus();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/#\/runs\/recipes\//);
});

test("ten thousand operations come as they are scrolled to", async ({ page }) => {
  await open(page, "activity.huge", "/activity");
  const grid = page.getByRole("grid");
  await grid.focus();
  await page.keyboard.press("End");
  await expect.poll(async () => (await asked(page, "activity")).at(-1)).toMatchObject({ limit: 800 });
  for (const limit of [3200, 12_800]) {
    // What was asked for before may still be on its way: the end lies further down once it is there.
    await expect(async () => {
      await page.keyboard.press("End");
      expect((await asked(page, "activity")).at(-1)).toMatchObject({ limit });
    }).toPass();
  }
  await expect(page.getByText("10,016 operations", { exact: true })).toBeVisible();
  expect(await grid.getByRole("row").count()).toBeLessThan(80);
});

test("deployments over time are told in a sentence", async ({ page }) => {
  await open(page, "activity.ordinary", "/activity");
  await expect(
    page.getByRole("img", { name: /^Deployments since .*staging: \d+, 2 failed\./ }),
  ).toBeVisible();
  await page.getByRole("button", { name: "Only the list" }).click();
  await expect(page.getByRole("img", { name: /^Deployments since/ })).toBeHidden();
});

for (const [width, height] of [
  [1024, 700],
  [1280, 800],
  [1440, 900],
] as const) {
  test(`beside the drawer its row is marked, and no column is cut off at ${width}`, async ({ page }) => {
    await page.setViewportSize({ width, height });
    await open(page, "drawer.progress", "/operations/recipes/0199c3a2-7d4e-7151-8b1f-3e5a9d6c2f04");
    await expect(page.getByRole("dialog")).toBeVisible();
    const spoken = page.locator("tr[aria-current='true']");
    await expect(spoken).toHaveCount(1);
    await expect(spoken).toContainText("0.1.47");
    await expect(spoken).toContainText("production");
    await settled(page);
    expect(await page.evaluate(cutOff)).toEqual([]);
    const [table, room] = await Promise.all([
      page.getByRole("grid").boundingBox(),
      page.locator("main .body").boundingBox(),
    ]);
    expect(table?.width).toBeLessThanOrEqual(room?.width ?? 0);
  });
}
