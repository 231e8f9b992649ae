// What happened in the environment, newest first, with the way back to it.
import { useVirtualizer } from "@tanstack/react-virtual";
import { Undo2 } from "lucide-react";
import { useRef } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "wouter";
import { useDrawer } from "../../frame/drawer.tsx";
import { paths } from "../../frame/paths.ts";
import { Glyph } from "../../parts/glyph.tsx";
import { operationLook, versionOf, versionsText } from "../../parts/operation.ts";
import { Released, useWhy } from "../../parts/operation-told.tsx";
import { personName } from "../../parts/person.ts";
import { useRemeasured } from "../../parts/remeasured.ts";
import { useRowHeight } from "../../parts/row-height.ts";
import { SpaceRow } from "../../parts/space-row.tsx";
import { useSpans } from "../../parts/time.tsx";
import { When } from "../../parts/when.tsx";
import type { TimelineRow } from "../../wire/types.ts";
import { useDraw } from "./actions.ts";
import type { Where } from "./where.ts";

export function Timeline({ where, rows }: { where: Where; rows: TimelineRow[] }) {
  const { t } = useTranslation("environment");
  const scroller = useRef<HTMLElement>(null);
  const rowHeight = useRowHeight();
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 10,
  });
  useRemeasured(virtual, rowHeight);
  const items = virtual.getVirtualItems();
  const above = items[0]?.start ?? 0;
  const below = virtual.getTotalSize() - (items.at(-1)?.end ?? 0);
  if (rows.length === 0) return <p className="pad row dim">{t("timeline.empty")}</p>;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reachable by keys.
    <section ref={scroller} className="body" tabIndex={0} aria-label={t("tabs.timeline")}>
      <table className="tbl tl" aria-rowcount={rows.length + 1}>
        <colgroup>
          <col className="rail" />
          <col className="what" />
          <col className="rel" />
          <col className="brought" />
          <col className="who" />
          <col className="when" />
          <col className="took" />
          <col className="back" />
        </colgroup>
        <thead>
          <tr aria-rowindex={1}>
            <th scope="col">
              <span className="sr">{t("timeline.state")}</span>
            </th>
            <th scope="col">{t("timeline.what")}</th>
            <th scope="col">{t("timeline.release")}</th>
            <th scope="col" className="brought">
              {t("timeline.restores")}
            </th>
            <th scope="col">{t("timeline.who")}</th>
            <th scope="col" className="num">
              {t("timeline.when")}
            </th>
            <th scope="col" className="num took">
              {t("timeline.took")}
            </th>
            <th scope="col">
              <span className="sr">{t("timeline.back")}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          <SpaceRow height={above} />
          {items.map(({ index }) => {
            const row = rows[index];
            return row && <Row key={row.operation} where={where} row={row} index={index} />;
          })}
          <SpaceRow height={below} />
        </tbody>
      </table>
    </section>
  );
}

function Row({ where, row, index }: { where: Where; row: TimelineRow; index: number }) {
  const { t } = useTranslation("environment");
  const { draw } = useDrawer();
  const spans = useSpans();
  const look = operationLook(row);
  const word = t(`operation.${look.word}`, { ns: "common" });
  const version = versionOf(row.versions) ?? (row.release === null ? "" : `#${row.release}`);
  const told = look.family === "fail" || look.family === "doubt";
  const brought = versionsText(row.versions, t("names.separator"));
  const result = useWhy()(row) ?? brought;
  return (
    <tr className={`${look.family} ${row.current ? "cur" : ""}`} aria-rowindex={index + 2}>
      <td className="rail">
        <Glyph shape={look.shape} name={word} />
      </td>
      <td>
        <button
          type="button"
          className={`opens cut ${told ? "word" : ""}`}
          aria-label={t("timeline.open", { what: word, version })}
          onClick={() => draw({ about: "operation", project: where.project, operation: row.operation })}
        >
          {word}
        </button>
      </td>
      <td>
        <Released row={row} />
      </td>
      <td className={`sm brought ${told ? "word" : "faint"}`}>
        <span className="cut one-line" title={result}>
          {result}
        </span>
      </td>
      <td className="sm dim">
        <span className="cut one-line" title={row.actor}>
          {personName(row.actor)}
        </span>
      </td>
      <td className="num sm dim">
        <When at={row.started_at} />
      </td>
      <td className="num sm faint took">{spans.long(row.millis)}</td>
      <td className="num">
        {row.current ? (
          <span className="sm faint end">{t("timeline.runs")}</span>
        ) : (
          <Back where={where} row={row} />
        )}
      </td>
    </tr>
  );
}

function Back({ where, row }: { where: Where; row: TimelineRow }) {
  const { t } = useTranslation("environment");
  const drawIt = useDraw(where);
  const { rollback } = row;
  if (!rollback) return null;
  const restores = t("timeline.restoresWhat", { versions: versionsText(row.versions, t("names.separator")) });
  const blocked = rollback.blocked && t(`blocked.${rollback.blocked}`, { environment: where.environment });
  return (
    <button
      type="button"
      className="btn sm ghost"
      title={blocked ?? restores}
      aria-label={`${t("timeline.rollBack")}. ${restores}`}
      aria-disabled={blocked !== null}
      onClick={() => blocked || drawIt(rollback)}
    >
      <Undo2 className="i" aria-hidden />
      {t("timeline.rollBack")}
    </button>
  );
}

/** The way to the same rows among all others, with their filter. */
export function AllInActivity({ where }: { where: Where }) {
  const { t } = useTranslation("environment");
  const filter = `project:${where.project} env:${where.environment}`;
  return (
    <Link className="btn sm ghost" href={`${paths.activity()}?filter=${encodeURIComponent(filter)}`}>
      {t("timeline.all")}
    </Link>
  );
}
