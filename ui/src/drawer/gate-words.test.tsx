import { renderHook } from "@testing-library/react";
import type { ReactNode } from "react";
import { I18nextProvider } from "react-i18next";
import { expect, test } from "vitest";
import type { GateReason } from "../wire/types.ts";
import { words } from "../words/both.ts";
import { useGateWords } from "./gate-words.ts";

const UNTIL = "2026-11-29T17:26:00Z";

function told(language: "en" | "zh", reason: GateReason | undefined): string | null {
  const wrapper = ({ children }: { children: ReactNode }) => (
    <I18nextProvider i18n={words(language)}>{children}</I18nextProvider>
  );
  const why = { gate: reason };
  const gate = { name: "gate", state: "failed" as const, reason: "as the engine says it" };
  return renderHook(() => useGateWords("production", why), { wrapper }).result.current(gate);
}

test("a gate says who and why, by the name alone", () => {
  const held: GateReason = { is: "held", by: "Ann <ann@example.com>", since: UNTIL, reason: "incident" };
  expect(told("en", held)).toBe("Ann put production on hold: incident");
  expect(told("zh", held)).toBe("Ann 已挂起 production：incident");
});

test("a freeze says its end, or that somebody has to lift it", () => {
  const frozen = { is: "frozen", reason: null } as const;
  expect(told("en", { ...frozen, by: null, until: UNTIL })).toBe(
    `slipway.yml freezes production until ${UNTIL}`,
  );
  expect(told("en", { ...frozen, by: "Ann", until: null })).toBe("Ann froze production until it is lifted");
});

test("what was not verified says of which services", () => {
  const unverified = { is: "unverified", environment: "staging", release: 9 } as const;
  expect(told("en", { ...unverified, services: [] })).toBe("release #9 was not verified in staging");
  expect(told("en", { ...unverified, services: ["api", "web"] })).toBe(
    "api and web of release #9 not verified in staging",
  );
});

test("spans and numbers are told in the window's language", () => {
  const short: GateReason = {
    is: "too_short",
    environment: "staging",
    release: 9,
    service: "api",
    ran: 7200,
    of: 86_400,
  };
  expect(told("en", short)).toContain("for 2 h of 1 d");
  expect(told("zh", { is: "approvals", missing: 1, of: 2, not_author: false })).toBe(
    "需要 2 人审批，还差 1 人",
  );
});

test("a reason whose parts are not known is told as the engine says it", () => {
  expect(told("zh", undefined)).toBe("as the engine says it");
});
