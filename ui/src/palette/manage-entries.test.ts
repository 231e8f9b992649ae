import { expect, test } from "vitest";
import { board } from "../../fixtures/data/board.ts";
import { words } from "../words/both.ts";
import type { WindowLanguage } from "../words/words.ts";
import { keychainEntries } from "./credential-entries.ts";
import { type Entry, shownOf } from "./entry.ts";
import { manageEntries } from "./manage-entries.ts";

const PROBLEM = { code: "configuration_invalid", message: "2 errors", hint: null, details: null } as const;

function entries(language: WindowLanguage): Entry[] {
  const t = words(language).getFixedT<["palette", "common"]>(language, ["palette", "common"]);
  const said = { t, language, now: 0 };
  return [...manageEntries(board, said), ...keychainEntries(undefined, said)];
}

const found = (typed: string, language: WindowLanguage = "en") =>
  shownOf(entries(language), typed).flatMap((shown) => shown.entries.map(({ label }) => label));

test("the pipeline of every project that can be read is run from where its branch is asked", () => {
  const readable = board.projects.filter(({ problem }) => problem === null);
  expect(found("run pipeline")).toEqual(readable.map(({ name }) => `Run the pipeline of ${name}…`));
  expect(found("运行 recipes", "zh")).toEqual(["运行 recipes 的流水线…"]);
  const entry = entries("en").find(({ id }) => id === "manage/recipes/run");
  expect(entry?.effect).toEqual({ what: "go", path: "/runs?ask=run&project=recipes" });
  const unreadable = board.projects.map((one) => ({ ...one, problem: PROBLEM }));
  const t = words("en").getFixedT<["palette", "common"]>("en", ["palette", "common"]);
  const left = manageEntries({ ...board, projects: unreadable }, { t, language: "en", now: 0 });
  expect(left.filter(({ id }) => id.endsWith("/run"))).toEqual([]);
});

test("every project can be taken out of the window, and is found by either verb", () => {
  expect(found("take out")).toEqual(board.projects.map(({ name }) => `Take ${name} out of the window…`));
  expect(found("remove recipes")).toEqual(["Take recipes out of the window…"]);
  expect(found("移除 recipes", "zh")).toEqual(["从窗口移除 recipes…"]);
});

test("taking out leads to the question about that project, and does nothing by itself", () => {
  const entry = entries("en").find(({ id }) => id === "manage/recipes/takeOut");
  expect(entry?.effect).toEqual({ what: "go", path: "/repositories?ask=take_out&project=recipes" });
});

test("what is done with credentials is found by its verb, and leads to where they are", () => {
  expect(found("add cred")).toEqual(["Add a credential…"]);
  expect(found("import")).toEqual(["Import what this laptop has into the keychain…"]);
  expect(found("导入 凭据", "zh")).toEqual(["将本机已有的凭据导入钥匙串…"]);
  const entry = entries("en").find(({ id }) => id === "manage/credentials/addCredential");
  expect(entry?.effect).toEqual({ what: "go", path: "/credentials?ask=add" });
});
