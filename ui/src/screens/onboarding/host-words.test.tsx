import { renderHook } from "@testing-library/react";
import type { ReactNode } from "react";
import { I18nextProvider } from "react-i18next";
import { expect, test } from "vitest";
import type { HostSign } from "../../wire/types.ts";
import { words } from "../../words/both.ts";
import { type HostFinding, useHostWords } from "./host-words.ts";

const TEXT = "as the engine says it";

function said(language: "en" | "zh", sign: HostSign | undefined, text = TEXT): HostFinding | undefined {
  const wrapper = ({ children }: { children: ReactNode }) => (
    <I18nextProvider i18n={words(language)}>{children}</I18nextProvider>
  );
  const finding = { place: "ops@host-1", subject: "docker", ok: false, text, fix: "`mend it`" };
  const hosts = { environments: [{ name: "sandbox", findings: [finding] }] };
  const signs = sign ? { [text]: sign } : {};
  return renderHook(useHostWords, { wrapper }).result.current({ hosts, signs }).environments[0]?.findings[0];
}

test("what was found and what mends it come in the window's language, commands as they are", () => {
  const denied: HostSign = { is: "docker_denied", account: "ops" };
  expect(said("en", denied)?.text).toBe("ops may not use Docker");
  expect(said("en", denied)?.fix).toContain("`sudo usermod -aG docker ops`, then log in anew");
  expect(said("zh", denied)?.text).toBe("ops 无权使用 Docker");
  expect(said("zh", denied)?.fix).toContain("`sudo usermod -aG docker ops`，然后重新登录");
});

test("services that do not fit are named with what they are built for", () => {
  const unfit: HostSign = {
    is: "unfit",
    platform: "linux/arm64",
    services: [
      { service: "api", platforms: ["linux/amd64"] },
      { service: "web", platforms: ["linux/amd64", "linux/386"] },
    ],
  };
  expect(said("en", unfit)?.text).toBe(
    "the host is linux/arm64, and api is built for linux/amd64; web is built for linux/amd64, linux/386",
  );
  expect(said("zh", unfit)?.fix).toContain("api、web");
});

test("a column whose head says what it is about needs no more than how much", () => {
  const room: HostSign = { is: "room", free: "536 MB", root: "/var/lib/docker", little: true };
  expect(said("en", room)?.brief).toBe("536 MB");
  expect(said("zh", room)?.text).toBe("/var/lib/docker 可用 536 MB");
  expect(said("zh", undefined, "Docker 27.1.0 linux/amd64")?.brief).toBe("27.1.0 linux/amd64");
});

test("why a host cannot be asked is introduced to whom the engine's sentence is foreign", () => {
  const away: HostSign = { is: "away", code: "host_unreachable", message: "it is gone", hint: null };
  expect(said("en", away)?.text).toBe("it is gone");
  expect(said("zh", away)?.text).toMatch(/^.+：it is gone$/);
  expect(said("en", away)?.fix).toBe("`ssh HOST true` must work");
});

test("what is not known in parts stays as the engine says it", () => {
  expect(said("zh", undefined)).toMatchObject({ text: TEXT, fix: "`mend it`" });
});
