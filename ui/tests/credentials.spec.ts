import { expect, type Page, test } from "@playwright/test";
import { nothingFound } from "./axe.ts";
import { asked, nothingCutOff, open } from "./open.ts";

const PATH = "/credentials";
const VALUE = "correct horse battery staple";
const KEY = [
  "-----BEGIN OPENSSH PRIVATE KEY-----",
  "b3BlbnNzaC1rZXktdjEAAAAACmFlczI1Ni1jdHI",
  "-----END OPENSSH PRIVATE KEY-----",
].join("\n");

const row = (page: Page, name: string) => page.locator("tr[data-index]").filter({ hasText: name });
const band = (page: Page, name: string) => page.locator("tr.band").filter({ hasText: name });
const bar = (page: Page) => page.locator(".actbar");
const form = (page: Page) => page.getByRole("dialog");

/** All that the page holds: its elements with what is typed into them, and what it keeps. */
function held(page: Page): Promise<string> {
  return page.evaluate(() => {
    const typed = [...document.querySelectorAll<HTMLInputElement | HTMLTextAreaElement>("input, textarea")];
    const kept = [localStorage, sessionStorage].map((storage) => JSON.stringify(storage));
    return [document.documentElement.outerHTML, ...typed.map(({ value }) => value), ...kept].join("\n");
  });
}

test("credentials stand by where they apply, and what needs a person says what mends it", async ({
  page,
}) => {
  await open(page, "credentials.ordinary", PATH);
  await expect(band(page, "recipes, production")).toContainText("wins over recipes");
  await expect(row(page, "graphbook-deploy")).toContainText("5 hosts");
  await expect(row(page, "deploy-key")).toContainText("It works on 4 of 4 hosts");
  await expect(row(page, "registry-cn.example.com")).toContainText("Refused with 401");
  await expect(row(page, "SMTP_PASSWORD")).toContainText("Asks each time it is used");
  await row(page, "SESSION_KEY").getByRole("button", { name: "Set the value of SESSION_KEY" }).click();
  await expect(form(page)).toHaveAccessibleName("Set a value");
  await expect(form(page).getByLabel("Name", { exact: true })).toHaveValue("SESSION_KEY");
  await expect(form(page).getByLabel("Value", { exact: true })).toBeFocused();
});

test("a value goes in once and is nowhere in the page afterwards", async ({ page }) => {
  await open(page, "credentials.ordinary", PATH);
  await row(page, "SESSION_KEY").getByRole("button").click();
  await form(page).getByLabel("Value", { exact: true }).fill(VALUE);
  await form(page).getByRole("button", { name: "Put SESSION_KEY in the keychain" }).click();
  await expect(form(page)).toHaveCount(0);
  expect(await asked(page, "add_credential")).toEqual([
    {
      credential: { kind: "plain", name: "SESSION_KEY", project: "graphbook", environment: "staging" },
      values: { value: VALUE },
      file: null,
      ask: false,
    },
  ]);
  expect(await held(page)).not.toContain(VALUE);
});

test("a value that could not be put there is still to be sent, and gone when the form is closed", async ({
  page,
}) => {
  await open(page, "credentials.refused", PATH);
  await row(page, "SESSION_KEY").getByRole("button").click();
  await form(page).getByLabel("Value", { exact: true }).fill(VALUE);
  await form(page).getByRole("button", { name: "Put SESSION_KEY in the keychain" }).click();
  await expect(form(page).getByRole("alert")).toContainText("does not answer");
  await expect(form(page).getByLabel("Value", { exact: true })).toHaveValue(VALUE);
  await page.keyboard.press("Escape");
  await expect(form(page)).toHaveCount(0);
  expect(await held(page)).not.toContain(VALUE);
});

test("a key that is pasted is shown by its public half alone", async ({ page }) => {
  await open(page, "credentials.ordinary", PATH);
  await page.getByRole("button", { name: "Add…" }).click();
  await form(page)
    .getByLabel("Private key")
    .evaluate((field, text) => {
      const clipboardData = new DataTransfer();
      clipboardData.setData("text", text);
      field.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
    }, KEY);
  await expect(form(page)).toContainText("ed25519, protected by a passphrase");
  await expect(form(page)).toContainText("SHA256:Vh3x");
  expect(await held(page)).not.toContain("b3BlbnNzaC1rZXktdjEA");
  await form(page).getByLabel("Passphrase").fill("open barley");
  await expect(form(page)).toContainText("does not open the key");
  await form(page).getByLabel("Passphrase").fill("open sesame");
  await expect(form(page)).toContainText("opens the key");
  await nothingFound(page);
});

test("a key in a file is named and never read by the page", async ({ page }) => {
  await open(page, "credentials.ordinary", PATH);
  await page.getByRole("button", { name: "Add…" }).click();
  await form(page).getByRole("button", { name: "An environment" }).click();
  await form(page).getByLabel("Environment").selectOption("production");
  await form(page).getByLabel("Name", { exact: true }).fill("deploy-cn");
  await expect(form(page)).toContainText("There it is used instead of the deploy-key of recipes");
  await form(page).getByRole("button", { name: "Choose a file…" }).click();
  await expect(form(page)).toContainText("411 bytes, from id_deploy_cn");
  await form(page).getByLabel("Passphrase").fill("open sesame");
  await form(page).getByLabel("Ask me each time it is used").check();
  await form(page).getByRole("button", { name: "Put deploy-cn in the keychain" }).click();
  await expect(form(page)).toHaveCount(0);
  expect(await asked(page, "add_credential")).toEqual([
    {
      credential: { kind: "ssh-key", name: "deploy-cn", project: "recipes", environment: "production" },
      values: { passphrase: "open sesame" },
      file: "/home/li/.ssh/id_deploy_cn",
      ask: true,
    },
  ]);
});

test("what is missing is said, and has the focus", async ({ page }) => {
  await open(page, "credentials.ordinary", PATH);
  await row(page, "registry-cn.example.com").getByRole("button", { name: "Rotate" }).click();
  await expect(form(page).getByLabel("User")).toHaveValue("graphbook");
  const rotate = form(page).getByRole("button", { name: "Rotate registry-cn.example.com" });
  await expect(rotate).toHaveAttribute("title", "Still to be given: Password or token");
  // It can be pressed all the same: that is what says what is missing.
  await rotate.press("Enter");
  await expect(form(page).getByLabel("Password or token")).toBeFocused();
  expect(await asked(page, "rotate_credential")).toEqual([]);
});

test("the keyboard alone: filter, test and remove", async ({ page }) => {
  await open(page, "credentials.ordinary", PATH);
  await page.keyboard.press("/");
  await page.keyboard.type("deploy-key");
  await page.keyboard.press("ArrowDown");
  await expect(page.getByRole("grid")).toBeFocused();
  await page.keyboard.press("ArrowDown");
  await expect(bar(page)).toContainText("SHA256:Vh3x");
  await page.keyboard.press("t");
  await expect(bar(page).getByRole("status")).toContainText("deploy-key was tested");
  await page.keyboard.press("Delete");
  const question = page.getByRole("dialog", { name: "Remove deploy-key?" });
  await expect(question).toContainText("4 hosts");
  await question.getByRole("button", { name: "Remove it" }).press("Enter");
  await expect(question).toHaveCount(0);
  expect(await asked(page, "remove_credential")).toEqual([{ id: "project/recipes/ssh-key/deploy-key" }]);
});

test("what is tested says what came of it, all of them as well", async ({ page }) => {
  await open(page, "credentials.ordinary", PATH);
  await page.getByRole("button", { name: "Test all" }).click();
  await expect(bar(page).getByRole("status")).toHaveText(
    "All were tested. 1 was refused: registry-cn.example.com. 3 are there, and nothing tries them.",
  );
  await open(page, "credentials.refused", PATH);
  await page.getByRole("button", { name: "Test all" }).click();
  await expect(bar(page).getByRole("alert")).toContainText("does not answer");
});

const CLOSED = [
  ["locked", "The keychain is locked."],
  ["noBus", "No keychain can be reached."],
  ["noService", "No program keeps secrets here."],
  ["noCollection", "The keychain has no place to keep anything."],
  ["silent", "The keychain does not answer."],
  ["fileLocked", "The encrypted file cannot be opened."],
  ["fileRefused", "there is no key to open it with"],
] as const;

for (const [state, says] of CLOSED) {
  test(`a keychain that is ${state} says so, and every name stays known`, async ({ page }) => {
    await open(page, `credentials.${state}`, PATH);
    await expect(page.locator(".banner")).toContainText(says);
    if (state === "fileRefused") await expect(page.locator(".banner code")).not.toBeEmpty();
    await expect(row(page, "deploy-key")).toBeVisible();
    await expect(page.getByRole("button", { name: "Add…" })).toHaveCount(0);
    await expect(row(page, "SESSION_KEY").getByRole("button")).toHaveCount(0);
    const unlock = page.getByRole("button", { name: "Unlock the keychain" });
    await expect(unlock).toHaveCount(state === "locked" ? 1 : 0);
  });
}

test("a locked keychain is unlocked from its banner", async ({ page }) => {
  await open(page, "credentials.locked", PATH);
  await page.getByRole("button", { name: "Unlock the keychain" }).click();
  await expect.poll(() => asked(page, "unlock_keychain")).toEqual([{}]);
});

test("what this laptop has is put there where it is chosen, and nothing else", async ({ page }) => {
  await open(page, "credentials.ordinary", PATH);
  await page.getByRole("button", { name: "Import…" }).click();
  const question = page.getByRole("dialog");
  await expect(question.getByRole("checkbox", { name: /SENTRY_DSN/ })).toBeDisabled();
  await question.getByRole("checkbox", { name: /MAPS_KEY/ }).uncheck();
  await question.getByRole("button", { name: "Put 4 in the keychain" }).click();
  await expect(question).toContainText("4 are in the keychain now.");
  expect(await asked(page, "import_credentials")).toEqual([
    {
      keys: ["aws-key/main", "registry/ghcr.io", "git-token/github.com", "ssh-key/id_ed25519"],
      held: [],
      project: null,
      environment: null,
    },
  ]);
});

test("what the keychain holds already is imported where it is chosen, and named where a value is missing", async ({
  page,
}) => {
  await open(page, "credentials.held", PATH);
  await expect(row(page, "SESSION_KEY")).toContainText("No value yet; the keychain holds one");
  await page.getByRole("button", { name: "Import…", exact: true }).click();
  const question = page.getByRole("dialog");
  const held = question.getByRole("region", { name: "What the keychain holds already" });
  await expect(held.getByRole("checkbox", { name: /SESSION_KEY/ })).toBeChecked();
  await expect(held).toContainText("graphbook");
  await held.getByRole("checkbox", { name: /OLD_TOKEN/ }).uncheck();
  await nothingFound(page);
  await question.getByRole("button", { name: "Import 6" }).click();
  await expect(question).toContainText("1 that the keychain held is known here now.");
  expect(await asked(page, "import_credentials")).toMatchObject([
    { held: ["environment/graphbook/staging/plain/SESSION_KEY"] },
  ]);
});

test("what an operation asks is asked over any screen, can wait, and is answered once", async ({ page }) => {
  await open(page, "credentials.asked", "/board");
  const question = page.getByRole("dialog", { name: "Use 2 credentials?" });
  await expect(question).toContainText("DATABASE_URL");
  await expect(question).toContainText("1 more question waits.");
  await nothingFound(page);
  await question.getByRole("button", { name: "Later" }).click();
  const ssh = page.getByRole("dialog", { name: "SSH asks" });
  await expect(ssh).toContainText("Enter passphrase for key");
  await ssh.getByRole("button", { name: "Later" }).click();
  await page.getByRole("button", { name: "2 questions wait" }).click();
  await question.getByRole("button", { name: "Use them", exact: true }).click();
  expect(await asked(page, "answer_question")).toEqual([{ number: 1, yes: true, text: null }]);
});

test("what is typed for SSH is sent and forgotten", async ({ page }) => {
  await open(page, "credentials.askedBySsh", "/board");
  const question = page.getByRole("dialog", { name: "SSH asks" });
  await question.getByLabel("Answer").fill(VALUE);
  await page.keyboard.press("Enter");
  await expect.poll(() => asked(page, "answer_question")).toEqual([{ number: 2, yes: true, text: VALUE }]);
  expect(await held(page)).not.toContain(VALUE);
});

test("nothing is cut off in either language beside the form", async ({ page }) => {
  for (const language of ["en", "zh"] as const) {
    await open(page, "credentials.ordinary", `${PATH}?ask=add`, { language });
    await expect(form(page)).toBeVisible();
    await nothingCutOff(page);
    await page.goto("about:blank");
  }
});
