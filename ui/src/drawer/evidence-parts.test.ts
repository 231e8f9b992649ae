import { expect, test } from "vitest";
import type { EvidenceDocument } from "../wire/types.ts";
import { changesIn, evidenceParts, evidenceText } from "./evidence-parts.ts";

const SAID = "api on host-2 is restarting and not healthy after 60 s";
const at = (what: string, text: string): EvidenceDocument => ({
  place: "host-2",
  service: "api",
  what,
  text,
  alarms: [],
});
const EVIDENCE: EvidenceDocument[] = [
  { place: "host-2", service: null, what: "host-2/health", text: SAID, alarms: [] },
  at("exit code", "1"),
  at("last lines", "listen :8080\nmongo: no such host"),
  { place: null, service: null, what: "changes", text: "#117, and #115 before", alarms: [] },
];

test("facts stand before texts, by where they come from, without what is said already", () => {
  const parts = evidenceParts(EVIDENCE, SAID);
  expect(parts.map(({ where, facts, texts }) => [where, facts.length, texts.length])).toEqual([
    ["host-2, api", 1, 1],
  ]);
  expect(changesIn(EVIDENCE)?.text).toBe("#117, and #115 before");
});

test("all of it can be taken along as text", () => {
  expect(evidenceText("0.1.47 failed on host-2", SAID, EVIDENCE)).toBe(
    [
      "0.1.47 failed on host-2",
      SAID,
      "  exit code (host-2 api):",
      "    1",
      "  last lines (host-2 api):",
      "    listen :8080",
      "    mongo: no such host",
      "  changes:",
      "    #117, and #115 before",
      "",
    ].join("\n"),
  );
});
