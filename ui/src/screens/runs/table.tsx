// The table of runs. Only the rows that are seen exist; the keyboard moves over all of them.
import { useVirtualizer } from "@tanstack/react-virtual";
import { type KeyboardEvent, type MouseEvent, type RefObject, useEffect, useId, useRef } from "react";
import { useTranslation } from "react-i18next";
import { useActiveRow } from "../../parts/active-row.ts";
import { useCopies } from "../../parts/copies.ts";
import { useRemeasured } from "../../parts/remeasured.ts";
import { useRowHeight } from "../../parts/row-height.ts";
import { SpaceRow } from "../../parts/space-row.tsx";
import type { ActivityRow } from "../../wire/types.ts";
import { RunRow } from "./row.tsx";

const HEAD = 28;
/** So many rows from the end the next ones are asked for. */
const AHEAD = 40;
const COLUMNS = ["number", "version", "project", "branch", "commit", "subject", "who"] as const;

interface TableProps {
  rows: ActivityRow[];
  more: boolean;
  table: RefObject<HTMLTableElement | null>;
  open(row: ActivityRow): void;
  again(row: ActivityRow): void;
  /** The end of what is here comes near. */
  onEnd(): void;
}

export function RunTable({ rows, more, table, open, again, onEnd }: TableProps) {
  const { t } = useTranslation("runs");
  const scroller = useRef<HTMLDivElement>(null);
  const id = useId();
  const rowHeight = useRowHeight();
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    getItemKey: (index) => rows[index]?.operation ?? index,
    overscan: 12,
    paddingStart: HEAD,
    scrollPaddingStart: HEAD,
  });
  useRemeasured(virtual, rowHeight);
  const at = (index: number, act: (row: ActivityRow) => void) => {
    const row = rows[index];
    if (row) act(row);
  };
  const { active, handlers } = useActiveRow({
    count: rows.length,
    keyOf: (index) => rows[index]?.operation ?? null,
    page: () => Math.floor((scroller.current?.clientHeight ?? 0) / rowHeight) - 2,
    scrollTo: (index) => virtual.scrollToIndex(index),
    onOpen: (index) => at(index, open),
    onPick: (index) => at(index, open),
  });
  const onKeyDown = (event: KeyboardEvent) => {
    const isPlain = !event.ctrlKey && !event.metaKey && !event.altKey;
    if (event.key.toLowerCase() === "a" && isPlain) at(active, again);
    else handlers.onKeyDown(event);
  };
  const [copied, copyAt, isRefused] = useCopies();
  const onClick = (event: MouseEvent) => {
    copyAt(event.target);
    handlers.onClick(event);
  };
  const items = virtual.getVirtualItems();
  const isNearEnd = more && (items.at(-1)?.index ?? 0) > rows.length - AHEAD;
  useEffect(() => {
    if (isNearEnd) onEnd();
  }, [isNearEnd, onEnd]);
  const isShown = items.some(({ index }) => index === active);
  return (
    <div className="body" ref={scroller}>
      <table
        ref={table}
        className="tbl rl"
        // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: the keyboard moves over its rows.
        role="grid"
        aria-label={t("screens.runs", { ns: "common" })}
        aria-rowcount={more ? -1 : rows.length + 1}
        aria-activedescendant={isShown ? `${id}-${active}` : undefined}
        tabIndex={0}
        {...handlers}
        onClick={onClick}
        onKeyDown={onKeyDown}
      >
        <colgroup>
          {["state", ...COLUMNS, "took", "age", "act"].map((column) => (
            <col key={column} className={`of-${column}`} />
          ))}
        </colgroup>
        <thead>
          <tr aria-rowindex={1}>
            <th scope="col">
              <span className="sr">{t("list.state")}</span>
            </th>
            {COLUMNS.map((column) => (
              <th key={column} scope="col" className={column === "number" ? "num" : undefined}>
                {t(`list.${column}`)}
              </th>
            ))}
            <th scope="col" className="num">
              {t("list.took")}
            </th>
            <th scope="col" className="num">
              {t("list.age")}
            </th>
            <th scope="col">
              <span className="sr">{t("act.again")}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          <SpaceRow columns={COLUMNS.length + 4} height={(items[0]?.start ?? HEAD) - HEAD} />
          {items.map(({ index, key }) => {
            const row = rows[index];
            return (
              row && (
                <RunRow
                  key={key}
                  id={`${id}-${index}`}
                  index={index}
                  row={row}
                  isActive={index === active}
                  again={again}
                />
              )
            );
          })}
          <SpaceRow
            columns={COLUMNS.length + 4}
            height={virtual.getTotalSize() - (items.at(-1)?.end ?? HEAD)}
          />
        </tbody>
      </table>
      <span className="sr" role="status">
        {isRefused ? t("notCopied", { ns: "common" }) : copied !== null && t("copied", { ns: "common" })}
      </span>
    </div>
  );
}
