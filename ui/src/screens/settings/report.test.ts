// @vitest-environment jsdom
import { expect, test } from "vitest";
import { reportOf } from "./report.ts";
import { sizeText } from "./size.ts";

const about = {
  version: "0.3.0",
  commit: null,
  data_directory: "/home/li/.local/share/slipway",
  data_bytes: 1,
  device: "li-laptop",
  license: "Apache-2.0",
};

const docker = {
  address: "unix:///d.sock",
  found_by: { is: "variable" as const, name: "DOCKER_HOST" },
  version: "27.3.1",
  api: "1.47",
  platform: "linux/amd64",
  problem: null,
  at: "2026-11-29T07:00:00Z",
};

test("a report names versions and no person, folder or address", () => {
  const report = reportOf(about, docker);
  expect(report.split("\n").slice(0, 2)).toEqual([
    "Slipway 0.3.0 (unknown commit)",
    "Docker 27.3.1, API 1.47, linux/amd64, found by variable DOCKER_HOST",
  ]);
  expect(report).not.toMatch(/li-laptop|home|d\.sock/);
});

test("also while Docker does not answer", () => {
  expect(reportOf(about, undefined)).toContain("Docker does not answer: not asked");
});

test("sizes as the engine tells them", () => {
  expect([0, 58_400_000, 1_299_999_999].map(sizeText)).toEqual(["0 MB", "58 MB", "1.2 GB"]);
});
