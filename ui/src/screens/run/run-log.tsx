// The log of a node of the run, with a fold per part.
import { useMemo, useSyncExternalStore } from "react";
import { useTranslation } from "react-i18next";
import type { LinePlace } from "../../parts/log/line.ts";
import { Log } from "../../parts/log/log.tsx";
import type { Node } from "./nodes.ts";
import { sectionsOf } from "./sections.ts";
import { TookSoFar } from "./steps.tsx";
import { type RunLog, useGrowth } from "./use-run-log.ts";

interface Props {
  node: Node;
  /** The operation's whole id. */
  operation: string;
  log: RunLog;
  start: LinePlace | null;
  /** The part to go to, as often as it was asked for. */
  goTo: { section: string } | null;
  address(place: LinePlace): string;
  chosen(place: LinePlace): void;
}

export function NodeLog({ node, operation, log, start, goTo, address, chosen }: Props) {
  const { t, i18n } = useTranslation("runs");
  const { t: words } = useTranslation("log");
  const { pages } = log;
  useSyncExternalStore(pages.subscribe, pages.version);
  const steps = [...new Set(node.parts.map(({ step }) => step))];
  const totals = steps.map((step) => pages.total(step)).join(" ");
  // biome-ignore lint/correctness/useExhaustiveDependencies: the pages' totals are what changes of them.
  const sections = useMemo(
    () =>
      sectionsOf(node, (step) => pages.total(step), {
        before: t("before"),
        after: t("after"),
        note: (part) => <TookSoFar part={part} />,
      }),
    [node, totals, t],
  );
  const growing = [...new Set(sections.filter(({ grows }) => grows).map((section) => section.log))];
  useGrowth(log, operation, growing);
  const total = sections.reduce((sum, { lines }) => sum + lines, 0);
  const says =
    node.state === "pending"
      ? t("says.pending", { job: node.name })
      : ["running", "waiting", "unknown"].includes(node.state)
        ? ""
        : t("says.ended", { job: node.name });
  return (
    <Log
      name={t("logOf", { job: node.name })}
      title={
        <>
          {words("title")}
          <span className="faint sm">
            {words("lines", { count: total, number: total.toLocaleString(i18n.language) })}
          </span>
        </>
      }
      sections={sections}
      lines={pages}
      search={log.search}
      start={start}
      goTo={goTo}
      says={says}
      address={address}
      chosen={chosen}
      save={(withTimes) => log.save(steps, withTimes)}
    />
  );
}
