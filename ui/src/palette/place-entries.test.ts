import { expect, test } from "vitest";
import { rows } from "../../fixtures/data/activity.ts";
import type { ActivityRow } from "../wire/types.ts";
import { words } from "../words/both.ts";
import { activityEntries } from "./place-entries.ts";

const t = words("en").getFixedT<["palette", "common"]>("en", ["palette", "common"]);

function entryOf(row: ActivityRow) {
  const [entry] = activityEntries(
    { rows: [row], more: false, not_understood: [], unread: [] },
    { t, language: "en", now: 0 },
  );
  return entry;
}

function first(isWanted: (row: ActivityRow) => boolean): ActivityRow {
  const found = rows.find(isWanted);
  if (!found) throw new Error("the fixtures have none");
  return found;
}

test("a run leads to its page, anything else to the drawer", () => {
  const run = { ...first(() => true), kind: "run" as const, environment: null, busy: false };
  expect(entryOf(run)?.effect).toEqual({ what: "go", path: `/runs/${run.project}/${run.operation}` });
  const deployment = first(({ kind }) => kind === "promote" || kind === "deploy");
  const { project, operation } = deployment;
  expect(entryOf(deployment)?.effect).toEqual({
    what: "draw",
    drawn: { about: "operation", project, operation },
  });
});

test("a run that is executed stands among what is under way", () => {
  const run = { ...first(() => true), kind: "run" as const, environment: null };
  expect(entryOf({ ...run, busy: true })?.group).toBe("open");
  expect(entryOf({ ...run, busy: false })?.group).toBe("activity");
});
