import { renderHook } from "@testing-library/react";
import type { ReactNode } from "react";
import { I18nextProvider } from "react-i18next";
import { expect, test } from "vitest";
import type { DockerFoundBy } from "../wire/types.ts";
import { words } from "../words/both.ts";
import { useDockerFound } from "./docker-found.ts";

function told(language: "en" | "zh", found: DockerFoundBy): string {
  const wrapper = ({ children }: { children: ReactNode }) => (
    <I18nextProvider i18n={words(language)}>{children}</I18nextProvider>
  );
  return renderHook(() => useDockerFound(), { wrapper }).result.current(found);
}

test("what found the engine is told in the window's language", () => {
  const all: [DockerFoundBy, string, string][] = [
    [{ is: "chosen" }, "the settings", "设置"],
    [{ is: "variable", name: "DOCKER_HOST" }, "DOCKER_HOST", "DOCKER_HOST"],
    [{ is: "context", name: "work" }, "the docker context work", "docker 上下文 work"],
    [{ is: "usual" }, "the usual socket", "默认套接字"],
    [{ is: "product", name: "Colima" }, "Colima’s socket", "Colima 的套接字"],
    [{ is: "rootless" }, "the rootless engine’s socket", "rootless 引擎的套接字"],
  ];
  for (const [found, english, chinese] of all) {
    expect(told("en", found)).toBe(english);
    expect(told("zh", found)).toBe(chinese);
  }
});
