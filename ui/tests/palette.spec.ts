import { expect, type Page, test } from "@playwright/test";
import { asked, open } from "./open.ts";

async function openPalette(page: Page, state = "ordinary"): Promise<void> {
  await open(page, `palette.${state}`, "/settings");
  await page.keyboard.press("Control+k");
  await expect(page.getByRole("combobox")).toBeFocused();
}

const chosen = (page: Page) => page.getByRole("option", { selected: true });

test("a few letters lead to the plan", async ({ page }) => {
  await openPalette(page);
  await page.keyboard.type("prom rec stag");
  await expect(chosen(page)).toContainText("Promote recipes 0.1.48 to staging");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("combobox")).toHaveCount(0);
  await expect(page.locator(".drawer")).toBeVisible();
});

test("what cannot be done stays with its reason and shows where it stands", async ({ page }) => {
  await openPalette(page);
  await page.keyboard.type("promote billing 1.11.3");
  await expect(chosen(page)).toContainText("frozen until");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/#\/environments\/billing\/production/);
});

test("a rule is lifted at once, and the palette goes when it is", async ({ page }) => {
  await openPalette(page);
  await page.keyboard.type("lift hold");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("combobox")).toHaveCount(0);
  expect(await asked(page, "set_rule")).toMatchObject([{ environment: "production-cn" }]);
});

test("what is refused is said in the palette", async ({ page }) => {
  await openPalette(page, "refused");
  await page.keyboard.type("lift hold");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("dialog").getByRole("alert")).toContainText("host-9 cannot be reached");
});

test("Tab goes from group to group, arrows from entry to entry", async ({ page }) => {
  await openPalette(page);
  const first = await chosen(page).textContent();
  await page.keyboard.press("ArrowDown");
  expect(await chosen(page).textContent()).not.toBe(first);
  await page.keyboard.press("Tab");
  await expect(chosen(page)).toContainText("→");
  await page.keyboard.press("Shift+Tab");
  expect(await chosen(page).textContent()).toBe(first);
});

test("screens, projects, environments, services and settings are found", async ({ page }) => {
  const found = [
    ["images", /^Images/, /#\/images/],
    ["graphbook production-cn", /^graphbook production-cn/, /#\/environments\/graphbook\/production-cn/],
    ["recipes thumbs", /^recipes thumbs/, /#\/images\/recipes\/thumbs/],
    ["billing", /^billingUnknown/, /#\/board\?project=billing/],
  ] as const;
  for (const [typed, option, address] of found) {
    await openPalette(page);
    await page.keyboard.type(typed);
    await page.getByRole("option").filter({ hasText: option }).click();
    await expect(page).toHaveURL(address);
  }
  await openPalette(page);
  await page.keyboard.type("dark theme");
  await page.keyboard.press("Enter");
  await expect(page.locator("html")).toHaveAttribute("data-theme", "dark");
});

test("what is done by hand is found by its verb, and asked where it is done", async ({ page }) => {
  await openPalette(page);
  await page.keyboard.type("freeze recipes staging");
  await expect(chosen(page)).toContainText("Freeze recipes in staging…");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/#\/environments\/recipes\/staging\?ask=freeze$/);
  await openPalette(page);
  await page.keyboard.type("logs recipes api prod");
  await expect(chosen(page)).toContainText("Logs of recipes api in production");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\?logs=api$/);
});

/** Types it, takes what is found first. */
async function take(page: Page, typed: string, label: string): Promise<void> {
  await page.keyboard.press("Control+k");
  await page.keyboard.type(typed);
  await page.getByRole("option").filter({ hasText: label }).first().click();
  await expect(page.getByRole("combobox", { name: "Search or do" })).toHaveCount(0);
}

test("an image that runs nowhere is opened, compared, and deployed to where it does not run", async ({
  page,
}) => {
  await open(page, "palette.ordinary", "/settings");
  await take(page, "0.1.43", "0.1.43 recipes api");
  await expect(page.locator(".actbar")).toContainText("0.1.43");
  await expect(page.locator(".actbar button[aria-expanded=true]")).toBeVisible();
  await take(page, "compare 0.1.41 0.1.43", "Compare recipes api 0.1.41 with 0.1.43");
  await expect(page.locator(".actbar")).toContainText(/0\.1\.41.*0\.1\.43/);
  await take(page, "deploy 0.1.41 api stag", "Deploy recipes api 0.1.41 to staging");
  await expect
    .poll(() => asked(page, "plan"))
    .toMatchObject([{ kind: "deploy", environment: "staging", release: 111, services: ["api"] }]);
});

test("a branch is found, and run from where it is asked", async ({ page }) => {
  await open(page, "palette.ordinary", "/settings");
  await take(page, "mei/photo-stream", "mei/photo-stream recipes");
  await expect(page.locator(".actbar")).toContainText("mei/photo-stream");
  await take(page, "run mei/photo-stream", "Run mei/photo-stream of recipes…");
  await expect(page.getByRole("button", { name: "Run mei/photo-stream" })).toBeVisible();
  await page.keyboard.press("Escape");
  await take(page, "run recipes changed", "Run recipes with 3 changed files…");
  await expect(page.getByRole("button", { name: "Run develop with changes" })).toBeVisible();
});

test("a credential is found, tested and asked about; Docker is tested", async ({ page }) => {
  await open(page, "palette.ordinary", "/board");
  await take(page, "deploy-key", "deploy-key");
  await expect(page.locator(".actbar")).toContainText("deploy-key");
  await take(page, "test deploy-key", "Test deploy-key");
  await expect.poll(() => asked(page, "test_credential")).toHaveLength(1);
  await take(page, "remove deploy-key", "Remove deploy-key from the keychain…");
  await expect(page.getByRole("dialog")).toContainText("deploy-key");
  await page.keyboard.press("Escape");
  expect(await asked(page, "remove_credential")).toEqual([]);
  const before = (await asked(page, "docker")).length;
  await take(page, "test docker", "Test whether Docker answers");
  await expect.poll(async () => (await asked(page, "docker")).length).toBeGreaterThan(before);
});

test("what is asked for a second is said, and so is why something is not known", async ({ page }) => {
  await openPalette(page, "loading");
  await page.keyboard.type("zebra");
  await expect(page.getByRole("dialog").getByText("Asking for more that may fit…")).toBeVisible();
  await openPalette(page, "away");
  await page.keyboard.type("zebra");
  await expect(page.getByRole("dialog").getByText("registry_unreachable")).toBeVisible();
});

test("Escape gives the focus back", async ({ page }) => {
  await open(page, "palette.ordinary", "/settings");
  await page.getByRole("link", { name: "Runs" }).focus();
  await page.keyboard.press("Control+k");
  await page.keyboard.press("Escape");
  await expect(page.getByRole("link", { name: "Runs" })).toBeFocused();
});

test("nothing fits, and it says what to try", async ({ page }) => {
  await openPalette(page);
  await page.keyboard.type("zebra");
  await expect(page.getByText("Nothing is called “zebra”.")).toBeVisible();
});

test("2,000 services are searched as fast as one types", async ({ page }) => {
  await openPalette(page, "huge");
  await page.keyboard.type("project-42 service-17");
  await expect(chosen(page)).toContainText("service-17");
  await expect(page.getByRole("option")).toHaveCount(1);
});

test("G and a letter go to a screen, but not while typing", async ({ page }) => {
  await open(page, "palette.ordinary", "/board");
  await page.keyboard.press("g");
  await page.keyboard.press("s");
  await expect(page).toHaveURL(/#\/settings/);
  await page.getByLabel("Always this address").check();
  await page.getByLabel("Address of the Docker Engine").pressSequentially("gb?");
  await expect(page).toHaveURL(/#\/settings/);
  await expect(page.getByRole("dialog")).toHaveCount(0);
});

test("? lists what the keys do, also those of the screen", async ({ page }) => {
  await open(page, "palette.ordinary", "/board");
  await page.keyboard.press("?");
  const list = page.getByRole("dialog", { name: "Keyboard shortcuts" });
  await expect(list).toContainText("Go to Settings");
  await expect(list).toContainText("Board");
  await page.keyboard.press("Escape");
  await expect(list).toHaveCount(0);
});

test("/ goes to the screen's search, and where there is none opens the palette", async ({ page }) => {
  await open(page, "palette.ordinary", "/settings");
  await page.keyboard.press("/");
  await expect(page.getByRole("combobox")).toBeFocused();
  await expect(page.getByRole("combobox")).toHaveValue("");
});
