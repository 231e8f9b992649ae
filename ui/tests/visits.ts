// Where every scripted state is looked at, and what is done first to see what it is about.
import { expect, type Page } from "@playwright/test";
import { pathOf } from "../fixtures/paths.ts";
import { STATES } from "../fixtures/states/index.ts";
import { paths } from "../src/frame/paths.ts";

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

/** What was known once is asked for again in vain. */
const LOST = /\.lost$/;

async function askAgain(page: Page) {
  await page.evaluate(() => window.scripted.tell({ event: "changed", topics: [{ topic: "projects" }] }));
  await expect(page.getByRole("alert").first()).toBeVisible();
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
    if (LOST.test(state)) await askAgain(page);
  };
  return { name: state, state, path: pathOf(state), first };
}

/** A state in which something else is done first. */
function also(state: string, then: string, first: Visit["first"], path = pathOf(state)): Visit {
  return { name: `${state}: ${then}`, state, path, first };
}

const nothing = async () => {};

/** A question is asked by the path that leads to it. */
function question(state: string, what: string, path: string): Visit {
  return also(
    state,
    what,
    async (page) => {
      await expect(page.getByRole("dialog")).toBeVisible();
    },
    path,
  );
}

async function compareTwo(page: Page) {
  const rows = page.locator("tr[data-index]");
  for (const index of [1, 3]) await rows.nth(index).locator("[data-pick]").click();
  await page.locator(".actbar [aria-expanded]:not([aria-haspopup])").click();
  await expect(page.getByRole("region", { name: /^What lies between/ })).toBeVisible();
}

/** Where there is most to do and most keys. */
const BOARD = pathOf("board.ordinary");

export const VISITS: Visit[] = [
  // What is meant to fail is told by the console as well: frame.spec.ts looks at it.
  ...Object.keys(STATES)
    .filter((state) => !state.endsWith(".broken"))
    .map(visitOf),
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
  also("images.ordinary", "two are compared", compareTwo),
  also("images.incomparable", "two are compared", compareTwo),
  also("images.ordinary", "one is looked at", async (page) => {
    await page.locator("tr[data-index]").nth(1).locator("[data-pick]").click();
    await page.locator(".actbar [aria-expanded]:not([aria-haspopup])").click();
    await expect(page.locator(".lower")).toBeVisible();
  }),
  also("run.refused", "it is not begun again", async (page) => {
    await page.locator(".runhead .btn.main").click();
    await expect(page.getByRole("alert")).toBeVisible();
  }),
  question("environment.quiet", "a hold", paths.ask("recipes", "staging", "hold")),
  question("environment.quiet", "a freeze", paths.ask("recipes", "staging", "freeze")),
  question("environment.quiet", "a restart", paths.restart("recipes", "staging", "api")),
  question("environment.ruled", "a lock is given back", paths.ask("recipes", "production", "unlock")),
  question("repositories.ordinary", "a project is taken out", paths.takeOut("recipes")),
  question("runs.ordinary", "a run is begun", paths.beginRun("recipes")),
  also("images.searched", "what was found", async (page) => {
    await page.getByRole("button", { name: "Columns" }).click();
    // In the smallest window something gives way to it.
    for (const name of [/^Tags/, /^Commit$/, /^Known weaknesses/])
      await page.getByRole("menuitemcheckbox", { name }).click();
    await page.keyboard.press("Escape");
    await expect(page.locator("td.is-found").first()).toBeVisible();
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
