import { cleanup, render } from "@testing-library/react";
import { I18nextProvider } from "react-i18next";
import { afterEach, expect, test } from "vitest";
import { Router } from "wouter";
import { ScriptedHost } from "../../fixtures/scripted-host.ts";
import { HostProvider } from "../host/context.tsx";
import { Refusal } from "../host/host.ts";
import { words } from "../words/both.ts";
import { DrawerProvider } from "./drawer.tsx";
import { useHashLocation, useHashSearch } from "./hash-location.ts";
import { StatusBar } from "./status-bar.tsx";

afterEach(cleanup);

test("nothing goes on being asked when the question came to nothing", async () => {
  const docker = new Refusal({ code: "internal", message: "disk I/O error", hint: null, details: null });
  render(
    <HostProvider host={new ScriptedHost({ docker })}>
      <I18nextProvider i18n={words("en")}>
        <Router hook={useHashLocation} searchHook={useHashSearch}>
          <DrawerProvider>
            <StatusBar />
          </DrawerProvider>
        </Router>
      </I18nextProvider>
    </HostProvider>,
  );
  await expect.poll(() => document.querySelector(".dock")?.textContent).toContain("Docker unknown");
  expect(document.querySelector(".dock")?.getAttribute("title")).toBe("disk I/O error");
});
