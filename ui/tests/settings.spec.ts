import { expect, test } from "@playwright/test";
import { asked, open } from "./open.ts";

test("what is chosen holds at once", async ({ page }) => {
  await open(page, "settings.ordinary", "/settings");
  await page.getByLabel("Dark").check();
  await expect(page.locator("html")).toHaveAttribute("data-theme", "dark");
  await page.getByRole("button", { name: "Compact, 28 px" }).click();
  await expect(page.locator("html")).toHaveAttribute("data-density", "compact");
  await page.getByRole("button", { name: "简体中文" }).click();
  await expect(page.getByRole("heading", { name: "设置" })).toBeVisible();
  expect((await asked(page, "choose")).at(-1)).toMatchObject({
    appearance: "dark",
    density: "compact",
    language: "zh",
  });
});

test("what cannot be kept is taken back and says why", async ({ page }) => {
  await open(page, "settings.refused", "/settings");
  await page.getByLabel("Dark").click();
  await expect(page.getByRole("alert")).toContainText("No space left on device");
  await expect(page.locator("html")).toHaveAttribute("data-theme", "light");
});

test("an address is used when a person says so, and Docker is asked anew", async ({ page }) => {
  await open(page, "settings.ordinary", "/settings");
  await page.getByLabel("Always this address").check();
  const before = (await asked(page, "docker")).length;
  await page.getByLabel("Address of the Docker Engine").fill("ssh://li@build.kitchen.example");
  expect(await asked(page, "choose")).toHaveLength(0);
  await page.getByLabel("Address of the Docker Engine").press("Enter");
  await expect.poll(async () => (await asked(page, "docker")).length).toBe(before + 1);
  expect(await asked(page, "choose")).toMatchObject([{ docker: "ssh://li@build.kitchen.example" }]);
});

test("Docker that does not answer says why and what to do", async ({ page }) => {
  await open(page, "settings.away", "/settings");
  await expect(page.getByRole("alert")).toContainText("nothing listens at");
  await expect(page.getByRole("alert")).toContainText("choose another connection in Settings");
  await page.getByRole("button", { name: "Test again" }).click();
  await expect(page.getByText("Docker does not answer")).toBeVisible();
});
