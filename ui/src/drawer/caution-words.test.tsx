import { renderHook, waitFor } from "@testing-library/react";
import type { ReactNode } from "react";
import { I18nextProvider } from "react-i18next";
import { expect, test } from "vitest";
import { ScriptedHost } from "../../fixtures/scripted-host.ts";
import { HostProvider } from "../host/context.tsx";
import type { Caution, CredentialName } from "../wire/types.ts";
import { words } from "../words/both.ts";
import { useCautionWords } from "./caution-words.ts";

const SAID = "as the engine says it";

function hook(language: "en" | "zh", caution: Caution | undefined, held: CredentialName[] = []) {
  const host = new ScriptedHost({ held_credentials: { held } });
  const wrapper = ({ children }: { children: ReactNode }) => (
    <I18nextProvider i18n={words(language)}>
      <HostProvider host={host}>{children}</HostProvider>
    </I18nextProvider>
  );
  const { result } = renderHook(() => useCautionWords({ [SAID]: caution }), { wrapper });
  return { host, told: () => result.current(SAID) };
}

function told(language: "en" | "zh", caution: Caution | undefined): string {
  return hook(language, caution).told();
}

const PLATFORM: Caution = {
  is: "platform",
  place: "host-3",
  platform: "linux/arm64",
  service: "api",
  platforms: ["linux/amd64", "windows/amd64"],
};

test("a platform is told as people call it", () => {
  expect(told("en", PLATFORM)).toBe("host-3 is arm64, and the image of api is for amd64 and windows/amd64");
  expect(told("zh", PLATFORM)).toContain("host-3 是 arm64");
});

test("one migration file is named, of several the first", () => {
  const differing = (files: number) => told("en", { is: "migrations", files, first: "db/1.sql" });
  expect(differing(1)).toMatch(/^the migration file db\/1\.sql differs/);
  expect(differing(3)).toMatch(/^3 migration files differ, db\/1\.sql first/);
});

test("every secret that keeps its value is named", () => {
  const names = ["A", "B", "C", "D", "E"];
  expect(told("en", { is: "secrets", names })).toContain("A, B, C, D and E");
});

test("a secret that was never set is named, with where to add it", () => {
  expect(told("en", { is: "unset", name: "TOKEN" })).toMatch(/TOKEN was never set here/);
  expect(told("zh", { is: "unset", name: "TOKEN" })).toContain("TOKEN");
});

test("a secret that the keychain holds and nobody knows of here only has to be imported", async () => {
  const name = { kind: "plain", name: "TOKEN", project: null, environment: null } as const;
  const { told } = hook("en", { is: "unset", name: "TOKEN" }, [{ id: "global/plain/TOKEN", ...name }]);
  await waitFor(() => expect(told()).toMatch(/the keychain holds one: import it/));
});

test("the keychain is asked only where a secret is missing", () => {
  const { host } = hook("en", { is: "dirty" });
  expect(host.calls).toEqual([]);
});

test("a warning whose parts are not known is the engine's sentence, introduced in another language", () => {
  expect(told("en", undefined)).toBe(SAID);
  expect(told("zh", undefined)).toBe(`请注意：${SAID}`);
});
