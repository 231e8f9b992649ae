// Where every scripted state is looked at, and what is done first to see what it is about.
import { expect, type Page } from "@playwright/test";
import { pathOf } from "../fixtures/paths.ts";
import { STATES } from "../fixtures/states/index.ts";

export interface Visit {
  /** The state, with what was done in it where that is not what is done in all of its screen. */
  name: string;
  state: string;
  path: string;
  first(page: Page): Promise<void>;
}

/** Words for what takes long come after a second. */
const LONG = /\.(loading|looking|asking|hostsAsked|planAwaited|operationAwaited)$/;

async function openPalette(page: Page) {
  await page.keyboard.press("Control+k");
  await expect(page.getByRole("combobox")).toBeFocused();
}

async function chooseFolder(page: Page) {
  await page.locator(".drop button").click();
  await expect(page.locator(".drop")).toHaveCount(0);
}

/** What is done first on a screen. */
const FIRST: Record<string, (page: Page) => Promise<void>> = {
  onboarding: chooseFolder,
  palette: openPalette,
};

function visitOf(state: string): Visit {
  const first = async (page: Page) => {
    await FIRST[state.split(".")[0] ?? ""]?.(page);
    if (LONG.test(state)) await page.waitForTimeout(1100);
  };
  return { name: state, state, path: pathOf(state), first };
}

/** A state in which something else is done first. */
function also(state: string, then: string, first: Visit["first"], path = pathOf(state)): Visit {
  return { name: `${state}: ${then}`, state, path, first };
}

const nothing = async () => {};

/** Where there is most to do and most keys. */
const BOARD = pathOf("board.ordinary");

export const VISITS: Visit[] = [
  ...Object.keys(STATES).map(visitOf),
  also("board.empty", "pull requests", nothing, "/requests"),
  also("palette.ordinary", "pull requests beside projects", nothing, "/requests"),
  also(
    "palette.ordinary",
    "something is typed",
    async (page) => {
      await openPalette(page);
      await page.keyboard.type("pro");
    },
    BOARD,
  ),
  also(
    "palette.ordinary",
    "the list of keys",
    async (page) => {
      await page.keyboard.press("?");
      await expect(page.getByRole("dialog")).toBeVisible();
    },
    BOARD,
  ),
  also("onboarding.ordinary", "before a folder is chosen", nothing),
  also("onboarding.planned", "added", async (page) => {
    await chooseFolder(page);
    await page.locator(".actbar .btn.main").click();
    await expect(page.locator(".add-done")).toBeVisible();
  }),
  also("environment.ordinary", "logs", async (page) => {
    await page.getByRole("tab", { name: "Logs" }).click();
    await expect(page.getByRole("log")).toContainText("no such host");
  }),
  also("images.ordinary", "two are compared", async (page) => {
    const rows = page.locator("tr[data-index]");
    for (const index of [1, 3]) await rows.nth(index).locator("[data-pick]").click();
    await page.locator(".actbar [aria-expanded]:not([aria-haspopup])").click();
    await expect(page.getByRole("region", { name: /^What lies between/ })).toBeVisible();
  }),
  also("credentials.ordinary", "a key is added", async (page) => {
    await page.getByRole("button", { name: "Add…" }).click();
    await page.getByRole("button", { name: "An environment" }).click();
    await page.getByLabel("Name", { exact: true }).fill("deploy-cn");
    await page.getByRole("button", { name: "Choose a file…" }).click();
    await page.getByLabel("Passphrase").fill("open sesame");
    await expect(page.getByText("opens the key")).toBeVisible();
    await page.getByRole("dialog").getByRole("button", { name: "Test", exact: true }).click();
    await expect(page.getByText("Logged in on host-8 and host-9 as deploy")).toBeVisible();
  }),
  also("credentials.ordinary", "an AWS key is added", async (page) => {
    await page.getByRole("button", { name: "Add…" }).click();
    await page.getByLabel("Kind").selectOption("aws-key");
    await expect(page.getByLabel("Secret access key")).toBeVisible();
  }),
  also("credentials.ordinary", "one is chosen", async (page) => {
    await page.getByText("deploy-key", { exact: true }).click();
    await expect(page.locator(".actbar")).toContainText("SHA256:");
  }),
  also("credentials.ordinary", "one is removed", async (page) => {
    await page.getByText("deploy-key", { exact: true }).click();
    await page.keyboard.press("Delete");
    await expect(page.getByRole("dialog")).toBeVisible();
  }),
  also("credentials.ordinary", "what this laptop has", async (page) => {
    await page.getByRole("button", { name: "Import…" }).click();
    await expect(page.getByRole("checkbox", { name: /MAPS_KEY/ })).toBeVisible();
  }),
  also("environment.ordinary", "a shell", async (page) => {
    await page.getByRole("tab", { name: "Shell" }).click();
    await page.getByRole("button", { name: "Open a shell" }).click();
    await expect(page.getByRole("region", { name: "Shell" })).toContainText("api on host-3");
  }),
];

/** The visit of that name. */
export function visitTo(name: string): Visit {
  const visit = VISITS.find((one) => one.name === name);
  if (!visit) throw new Error(`there is no visit called ${name}`);
  return visit;
}
