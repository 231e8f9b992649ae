import { cleanup, render, screen } from "@testing-library/react";
import { I18nextProvider } from "react-i18next";
import { afterEach, expect, test } from "vitest";
import { ruled } from "../../../fixtures/data/environments.ts";
import { band } from "../../../fixtures/data/parts.ts";
import type { Band, RuledHere } from "../../wire/types.ts";
import { words } from "../../words/both.ts";
import { Rules } from "./rules.tsx";

afterEach(cleanup);

function shown(more: Partial<RuledHere>, language: "en" | "zh" = "en", of: Partial<Band> = {}) {
  render(
    <I18nextProvider i18n={words(language)}>
      <Rules
        band={band("production", { after: "staging", approvals: 2, ...of })}
        ruled={{ ...ruled, ...more }}
        places={["host-1", "host-2"]}
        onRule={() => {}}
      />
    </I18nextProvider>,
  );
  return (name: string) => screen.queryByText(name)?.parentElement?.querySelector("dd")?.textContent ?? null;
}

test("what happens when a deployment fails is told, and how many places go at a time", () => {
  const told = shown({ on_failure: "rollback", batch: 1, wait_seconds: 90 });
  expect(told("On failure")).toBe("every place goes back");
  expect(told("Pace")).toBe("1 at a time, 1 min 30 s apart");
  expect(told("Soak")).toBeNull();
  expect(told("Freezes")).toBeNull();
});

test("all at once, and how long a release has to have run before", () => {
  const told = shown({ batch: null, soak_seconds: 3600, not_author: true });
  expect(told("Pace")).toBe("all at once");
  expect(told("Soak")).toBe("1 h in staging");
  expect(told("Approval")).toBe("2 people who did not write the commits");
});

test("a freeze of every week is told by its days, in the language of the window", () => {
  const freezes: RuledHere["freezes"] = [
    {
      repeats: "weekly",
      days: ["fri", "sat"],
      from: "12:00",
      until: "24:00",
      timezone: "Europe/Berlin",
      reason: "nobody is there",
    },
  ];
  expect(shown({ freezes })("Freezes")).toBe("Fri, Sat 12:00–24:00 (Europe/Berlin) “nobody is there”");
  cleanup();
  const told = shown({ freezes }, "zh");
  expect(told("冻结期")).toBe("周五、周六 12:00–24:00（Europe/Berlin）“nobody is there”");
});
