// The palette reaches every object and every action: what is typed, what is found first, and what it does.
import { expect, test } from "vitest";
import { board } from "../../fixtures/data/board.ts";
import { credentials, keychain } from "../../fixtures/data/credentials.ts";
import { images, manyImages } from "../../fixtures/data/images.ts";
import { repositories } from "../../fixtures/data/repositories.ts";
import { runs } from "../../fixtures/data/runs.ts";
import type { SettingsDocument } from "../wire/types.ts";
import { words } from "../words/both.ts";
import type { WindowLanguage } from "../words/words.ts";
import { entriesOf, entriesOfImages } from "./entries.ts";
import { type Entry, shownOf } from "./entry.ts";
import type { Stock } from "./image-entries.ts";

const settings: SettingsDocument = {
  appearance: "light",
  language: "en",
  density: "ordinary",
  notifications: "all",
  docker: null,
};

const KNOWN = {
  board,
  settings,
  credentials,
  repositories,
  keychain: { ...keychain, state: "locked" as const },
  activity: { rows: runs, more: false, not_understood: [], unread: [] },
};

const STOCK: Stock[] = [{ project: "recipes", service: "api", images: images.images }];

function offered(language: WindowLanguage = "en", stock = STOCK) {
  const t = words(language).getFixedT<["palette", "common"]>(language, ["palette", "common"]);
  const said = { t, language, now: 0 };
  const always = entriesOf(KNOWN, said);
  const ofImages = entriesOfImages(stock, board, said);
  return (typed: string): Entry[] =>
    shownOf([...always, ...ofImages(typed)], typed).flatMap(({ entries }) => entries);
}

/** What choosing does, in a word. */
function does({ effect }: Entry): string {
  if (effect.what === "go") return effect.path;
  if (effect.what !== "draw") return effect.what;
  const { drawn } = effect;
  if (drawn.about === "plan") {
    const { kind, environment, release, services } = drawn.plan;
    return [kind, environment, release, ...(services ?? [])].join(" ");
  }
  return drawn.about === "credential" ? `${drawn.form.is} credential` : drawn.about;
}

const digest = (version: string) =>
  encodeURIComponent(images.images.find(({ semver }) => semver === version)?.digest ?? "");

const API = "/images/recipes/api";

/** What is typed, what is found first, what it does. */
const REACHED: [typed: string, label: string, does: string][] = [
  // What moves a release.
  ["promote recipes staging", "Promote recipes 0.1.48 to staging", "promote staging 118"],
  ["deploy 0.1.41 api staging", "Deploy recipes api 0.1.41 to staging", "deploy staging 111 api"],
  [
    "roll back recipes production-cn api",
    "Roll back recipes api in production-cn to 0.1.44",
    "rollback production-cn 114 api",
  ],
  [
    "older release recipes staging",
    "Roll recipes in staging back to an older release…",
    "/environments/recipes/staging?deployments",
  ],
  // What is ruled and done by hand.
  ["lift hold", "Lift the hold on recipes in production-cn", "act"],
  ["hold recipes staging", "Hold recipes in staging…", "/environments/recipes/staging?ask=hold"],
  ["freeze recipes staging", "Freeze recipes in staging…", "/environments/recipes/staging?ask=freeze"],
  ["lock recipes sandbox", "Lock recipes in sandbox…", "/environments/recipes/sandbox?ask=lock"],
  ["logs recipes api sandbox", "Logs of recipes api in sandbox", "/environments/recipes/sandbox?logs=api"],
  ["shell recipes api sandbox", "Shell in recipes api in sandbox", "/environments/recipes/sandbox?shell=api"],
  [
    "restart recipes api sandbox",
    "Restart recipes api in sandbox…",
    "/environments/recipes/sandbox?ask=restart&service=api",
  ],
  ["take recipes out", "Take recipes out of the window…", "/repositories?ask=take_out&project=recipes"],
  // Images, also those that run nowhere.
  ["0.1.43", "0.1.43 recipes api", `${API}?image=${digest("0.1.43")}`],
  [
    "compare 0.1.41 0.1.43",
    "Compare recipes api 0.1.41 with 0.1.43",
    `${API}?image=${digest("0.1.41")}&with=${digest("0.1.43")}`,
  ],
  [
    "compare 0.1.41 0.1.47",
    "Compare recipes api 0.1.41 with 0.1.47",
    `${API}?image=${digest("0.1.41")}&with=${digest("0.1.47")}`,
  ],
  // Branches and runs.
  ["mei/photo-stream", "mei/photo-stream recipes", "/repositories?project=recipes&branch=mei%2Fphoto-stream"],
  ["run pipeline recipes", "Run the pipeline of recipes…", "/runs?ask=run&project=recipes"],
  [
    "run mei/photo-stream",
    "Run mei/photo-stream of recipes…",
    "/runs?ask=run&project=recipes&branch=mei%2Fphoto-stream",
  ],
  ["run recipes changed", "Run recipes with 3 changed files…", "/runs?ask=run&project=recipes&dirty"],
  ["stop #149", "Stop the run #149 of recipes…", "/runs/recipes/0199c3a2-7d4e-7149-8b1f-3e5a9d6c2f04"],
  ["resume #32", "Resume the run #32 of billing…", "/runs/billing/0199c3a2-7d4e-7032-8b1f-3e5a9d6c2f04"],
  ["run again #148", "Run #148 of recipes again…", "/runs/recipes/0199c3a2-7d4e-7148-8b1f-3e5a9d6c2f04"],
  // Credentials.
  ["deploy-key", "deploy-key", "/credentials?credential=project%2Frecipes%2Fssh-key%2Fdeploy-key"],
  [
    "test deploy-key",
    "Test deploy-key",
    "/credentials?ask=test&credential=project%2Frecipes%2Fssh-key%2Fdeploy-key",
  ],
  ["rotate deploy-key", "Give deploy-key another value…", "rotate credential"],
  [
    "remove credential deploy-key",
    "Remove deploy-key from the keychain…",
    "/credentials?ask=remove&credential=project%2Frecipes%2Fssh-key%2Fdeploy-key",
  ],
  ["set session_key", "Set the value of SESSION_KEY…", "add credential"],
  ["test all", "Test all credentials", "/credentials?ask=test_all"],
  ["add credential", "Add a credential…", "/credentials?ask=add"],
  ["import credentials", "Import what this laptop has into the keychain…", "/credentials?ask=import"],
  ["unlock keychain", "Unlock the keychain…", "/credentials"],
  // The window.
  ["docker address", "Where the Docker Engine is…", "/settings?docker"],
  ["test docker", "Test whether Docker answers", "/settings?docker&ask=test"],
  ["dark theme", "Dark theme", "choose"],
  ["recipes staging", "recipes staging", "/environments/recipes/staging"],
  ["recipes thumbs", "recipes thumbs", "/images/recipes/thumbs"],
  ["repositories", "Repositories", "/repositories"],
];

const find = offered();

test.each(REACHED)("%s", (typed, label, what) => {
  const found = find(typed).find((entry) => entry.label === label);
  expect(
    found && does(found),
    find(typed)
      .map((entry) => entry.label)
      .join("\n"),
  ).toBe(what);
});

test("in Chinese as well", () => {
  const labels = (typed: string) => offered("zh")(typed).map(({ label }) => label);
  expect(labels("部署 0.1.41 staging")).toEqual(["将 recipes api 0.1.41 部署到 staging"]);
  expect(labels("移除 凭据 deploy-key")).toEqual(["从钥匙串移除 deploy-key…"]);
  expect(labels("停止 #149")).toEqual(["停止 recipes 的运行 #149…"]);
});

test("an image of no release is found and not deployed", () => {
  const labels = (typed: string) => find(typed).map(({ label }) => label);
  expect(labels("pr-214 api")).toEqual(["pr-214 recipes api"]);
  expect(labels("deploy pr-214")).toEqual([]);
});

test("ten thousand images are searched as fast as one types", () => {
  const many = offered("en", [{ project: "recipes", service: "api", images: manyImages(10_000) }]);
  const oldest = "0.0.1";
  const began = performance.now();
  const found = ["d", "de", "deploy", `deploy ${oldest}`, `deploy ${oldest} staging`].map(many).at(-1);
  const each = (performance.now() - began) / 5;
  expect(found?.[0]?.label).toBe(`Deploy recipes api ${oldest} to staging`);
  expect(many(oldest)[0]?.label).toBe(`${oldest} recipes api`);
  // A fifth of that where others work beside it.
  expect(each).toBeLessThan(400);
});
