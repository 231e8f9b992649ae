import { expect, test } from "vitest";
import type { CredentialUse } from "../../wire/types.ts";
import { type UseWords, usedBy } from "./used-by.ts";

const words: UseWords = {
  comma: ", ",
  build: (services) => `build of ${services}`,
  environments: (count) => `${count} environments`,
  hosts: (count) => `${count} hosts`,
  script: (environment) => `script in ${environment}`,
  job: (job) => `job ${job}`,
  account: (environment) => `account of ${environment}`,
  sealed: (environments) => `sealed file of ${environments}`,
  repository: (projects) => `repository of ${projects}`,
  notices: (channels) => `notices to ${channels}`,
  and: (first, last) => `${first} and ${last}`,
};

const service = (environment: string, name = "api"): CredentialUse => ({
  use: "service",
  project: "recipes",
  environment,
  service: name,
});
const host = (name: string): CredentialUse => ({
  use: "host",
  project: "billing",
  environment: "staging",
  host: name,
});
const images = (project: string, name: string): CredentialUse => ({ use: "images", project, service: name });

test("one is named, of many the number is told", () => {
  expect(usedBy([service("sandbox"), service("staging")], words)).toBe("api, 2 environments");
  expect(usedBy([service("sandbox"), service("sandbox", "web")], words)).toBe("api, web");
  expect(usedBy([host("host-6"), host("host-7")], words)).toBe("host-6 and host-7");
  expect(usedBy([host("host-6"), host("host-6")], words)).toBe("host-6");
  expect(usedBy(["a", "b", "c", "d"].map(host), words)).toBe("4 hosts");
});

test("an account is told by its environment, once", () => {
  const account: CredentialUse = { use: "account", project: "recipes", environment: "production" };
  expect(usedBy([account, account], words)).toBe("account of production");
});

test("channels are named, each once", () => {
  const notices = (channel: string): CredentialUse => ({ use: "notices", project: "recipes", channel });
  expect(usedBy([notices("team"), notices("ops"), notices("team")], words)).toBe("notices to team, ops");
});

test("sealed files are named by their environments, repositories by their projects", () => {
  const sealed = (environment: string): CredentialUse => ({ use: "sealed", project: "recipes", environment });
  const repository = (project: string): CredentialUse => ({ use: "repository", project });
  expect(usedBy([sealed("staging"), sealed("production")], words)).toBe("sealed file of staging, production");
  expect(usedBy([repository("recipes"), repository("billing")], words)).toBe(
    "repository of recipes, billing",
  );
});

test("images are told by their services, across projects by those", () => {
  expect(usedBy([images("graphbook", "server"), images("graphbook", "client")], words)).toBe(
    "server, client",
  );
  expect(usedBy([images("recipes", "api"), images("billing", "web")], words)).toBe("recipes, billing");
  const pulls: CredentialUse = { use: "pulls", project: "recipes", environment: "production" };
  expect(usedBy([pulls], words)).toBe("production");
  expect(usedBy([images("recipes", "api"), pulls], words)).toBe("api");
});

test("what is used in several ways is told of each, and nothing of none", () => {
  const build: CredentialUse = { use: "build", project: "recipes", service: "web" };
  const script: CredentialUse = { use: "script", project: "recipes", environment: "legacy" };
  const job: CredentialUse = { use: "job", project: "recipes", job: "test" };
  const all = [build, script, job, service("sandbox")];
  expect(usedBy(all, words)).toBe("api, script in legacy, build of web, job test");
  expect(usedBy([], words)).toBe("");
});
