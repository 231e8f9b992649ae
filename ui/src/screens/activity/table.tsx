// Every operation as a row under its day. Only the rows that are seen exist; the keyboard moves over all of them.
import { useVirtualizer } from "@tanstack/react-virtual";
import { type RefObject, useEffect, useId, useMemo, useRef } from "react";
import { useTranslation } from "react-i18next";
import { useActiveRow } from "../../parts/active-row.ts";
import { useRemeasured } from "../../parts/remeasured.ts";
import { useRowHeight } from "../../parts/row-height.ts";
import { SpaceRow } from "../../parts/space-row.tsx";
import type { ActivityRow, Need } from "../../wire/types.ts";
import { linesOf } from "./days.ts";
import { DayRow, OperationRow } from "./rows.tsx";

const DAY = 28;
/** So many rows from the end the next ones are asked for. */
const AHEAD = 40;

interface TableProps {
  rows: ActivityRow[];
  more: boolean;
  /** What needs a person, by its operation. */
  needs: Map<string, Need>;
  /** The operation that the drawer speaks about. */
  shown: string | null;
  table: RefObject<HTMLTableElement | null>;
  onOpen(row: ActivityRow): void;
  /** The end of what is here comes near. */
  onEnd(): void;
}

export function Table({ rows, more, needs, shown, table, onOpen, onEnd }: TableProps) {
  const { t } = useTranslation("activity");
  const scroller = useRef<HTMLDivElement>(null);
  const id = useId();
  const lines = useMemo(() => linesOf(rows, more), [rows, more]);
  const rowHeight = useRowHeight();
  const virtual = useVirtualizer({
    count: lines.length,
    getScrollElement: () => scroller.current,
    estimateSize: (index) => (lines[index]?.is === "day" ? DAY : rowHeight),
    getItemKey: (index) => {
      const line = lines[index];
      return line?.is === "operation" ? line.row.operation : (line?.day ?? index);
    },
    overscan: 12,
  });
  useRemeasured(virtual, rowHeight);
  const open = (index: number) => {
    const line = lines[index];
    if (line?.is === "operation") onOpen(line.row);
  };
  const { active, handlers } = useActiveRow({
    count: lines.length,
    keyOf: (index) => {
      const line = lines[index];
      return line?.is === "operation" ? line.row.operation : null;
    },
    page: () => Math.floor((scroller.current?.clientHeight ?? 0) / rowHeight) - 2,
    scrollTo: (index) => virtual.scrollToIndex(index),
    onOpen: open,
    onPick: open,
  });
  const items = virtual.getVirtualItems();
  const last = items.at(-1)?.index ?? 0;
  const isNearEnd = more && last > lines.length - AHEAD;
  useEffect(() => {
    if (isNearEnd) onEnd();
  }, [isNearEnd, onEnd]);
  const above = items[0]?.start ?? 0;
  const below = virtual.getTotalSize() - (items.at(-1)?.end ?? 0);
  const isShown = items.some(({ index }) => index === active);
  return (
    <div className="body" ref={scroller}>
      <table
        ref={table}
        className="tbl al"
        // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: the keyboard moves over its rows.
        role="grid"
        aria-label={t("table")}
        aria-rowcount={more ? -1 : lines.length + 1}
        aria-activedescendant={isShown ? `${id}-${active}` : undefined}
        tabIndex={0}
        {...handlers}
      >
        <Columns />
        <thead>
          <tr aria-rowindex={1}>
            <th scope="col">
              <span className="sr">{t("column.state")}</span>
            </th>
            <th scope="col" className="num">
              {t("column.at")}
            </th>
            {COLUMNS.map((column) => (
              <th key={column} scope="col" className={FOLDED[column]}>
                {t(`column.${column}`)}
              </th>
            ))}
            <th scope="col" className="num c-took">
              {t("column.took")}
            </th>
          </tr>
        </thead>
        <tbody>
          <SpaceRow height={above} />
          {items.map(({ index, key }) => {
            const line = lines[index];
            if (!line) return null;
            if (line.is === "day") return <DayRow key={key} index={index} line={line} />;
            return (
              <OperationRow
                key={key}
                id={`${id}-${index}`}
                index={index}
                row={line.row}
                need={needs.get(line.row.operation)}
                active={index === active}
                shown={line.row.operation === shown}
                onOpen={() => onOpen(line.row)}
              />
            );
          })}
          <SpaceRow height={below} />
        </tbody>
      </table>
    </div>
  );
}

const COLUMNS = ["what", "project", "release", "where", "who", "result"] as const;
/** The columns that fold away beside the drawer, by the class that all of their cells have. */
const FOLDED: Partial<Record<(typeof COLUMNS)[number], string>> = { who: "c-who", result: "c-result" };

function Columns() {
  return (
    <colgroup>
      <col className="rail" />
      <col className="at" />
      <col className="what" />
      <col className="pj" />
      <col className="rel" />
      <col className="where" />
      <col className="who c-who" />
      <col className="c-result" />
      <col className="took c-took" />
    </colgroup>
  );
}
