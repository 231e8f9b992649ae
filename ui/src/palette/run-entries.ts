// What is done with a run. Its own screen says what may be done now, so the verb leads there.
import { Play, RotateCcw, Square } from "lucide-react";
import { paths } from "../frame/paths.ts";
import { versionOf } from "../parts/operation.ts";
import type { ActivityDocument, ActivityRow } from "../wire/types.ts";
import type { Entry } from "./entry.ts";
import type { Words } from "./entry-words.ts";

const ICONS = { cancel: Square, resume: Play, again: RotateCcw } as const;

export function runEntries({ rows }: ActivityDocument, words: Words): Entry[] {
  return rows.filter(({ kind }) => kind === "run").map((row) => ofRun(row, words));
}

function ofRun(row: ActivityRow, { t }: Words): Entry {
  const { project, operation, number, branch, subject, busy, verdict } = row;
  const verb = busy ? "cancel" : verdict === null || verdict === "unknown" ? "resume" : "again";
  const run = number === null ? versionOf(row.versions) : `#${number}`;
  return {
    id: `run/${operation}/${verb}`,
    group: "manage",
    icon: ICONS[verb],
    label: t(`run.${verb}`, { project, run }),
    about: [branch, subject].filter(Boolean).join(" "),
    words: operation,
    asked: t(`run.asked.${verb}`),
    single: true,
    effect: { what: "go", path: paths.run(project, operation) },
  };
}
