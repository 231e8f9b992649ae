// Credentials by where they apply. Only the rows that are seen exist.
import { useVirtualizer } from "@tanstack/react-virtual";
import { type RefObject, useId, useRef } from "react";
import { useTranslation } from "react-i18next";
import { useActiveRow } from "../../parts/active-row.ts";
import { useRemeasured } from "../../parts/remeasured.ts";
import { SpaceRow } from "../../parts/space-row.tsx";
import type { CredentialRow } from "../../wire/types.ts";
import { type Line, rowAt } from "./lines.ts";
import { COLUMNS, LineRow } from "./rows.tsx";

const HEAD = 28;
const BAND = 36;

interface TableProps {
  table: RefObject<HTMLTableElement | null>;
  lines: readonly Line[];
  rowHeight: number;
  /** The id of the one that the bar below speaks of. */
  chosen: string | null;
  isClosed: boolean;
  /** The id of the one that is tried now. */
  testing: string | null;
  onChoose(index: number): void;
  onOpen(index: number): void;
  onTest(row: CredentialRow): void;
  onMend(row: CredentialRow): void;
}

export function Table(props: TableProps) {
  const { lines, rowHeight, chosen, testing } = props;
  const { t } = useTranslation("credentials");
  const id = useId();
  // In here, so that it is there before the rows are placed in it.
  const body = useRef<HTMLDivElement>(null);
  const virtual = useVirtualizer({
    count: lines.length,
    getScrollElement: () => body.current,
    estimateSize: (index) => (lines[index]?.is === "band" ? BAND : rowHeight),
    overscan: 10,
    paddingStart: HEAD,
    scrollPaddingStart: HEAD,
  });
  useRemeasured(virtual, lines);
  useRemeasured(virtual, rowHeight);
  const keys = useActiveRow({
    count: lines.length,
    keyOf: (index) => rowAt(lines, index)?.id ?? null,
    page: () => Math.floor(((body.current?.clientHeight ?? 0) - HEAD) / rowHeight) - 1,
    scrollTo: (index) => virtual.scrollToIndex(index),
    onOpen: props.onOpen,
    onToggle: props.onChoose,
    onPick: props.onChoose,
    onMove: props.onChoose,
  });
  const items = virtual.getVirtualItems();
  const before = (items[0]?.start ?? HEAD) - HEAD;
  const after = virtual.getTotalSize() - (items.at(-1)?.end ?? HEAD);
  return (
    <div className="body" ref={body}>
      <table
        ref={props.table}
        // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: the keyboard moves over its rows.
        role="grid"
        className="tbl cr"
        tabIndex={0}
        aria-label={t("label")}
        aria-rowcount={lines.length + 1}
        aria-activedescendant={
          items.some(({ index }) => index === keys.active) ? `${id}${keys.active}` : undefined
        }
        {...keys.handlers}
      >
        <colgroup>
          {COLUMNS.map((column) => (
            <col key={column} className={`of-${column}`} />
          ))}
        </colgroup>
        <thead>
          <tr>
            {COLUMNS.map((column) => (
              <th key={column} scope="col" className={column === "used" ? "num of-used" : `of-${column}`}>
                {column === "act" ? <span className="sr">{t("column.act")}</span> : t(`column.${column}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          <SpaceRow height={before} columns={COLUMNS.length} />
          {items.map(({ index }) => {
            const line = lines[index];
            if (!line) return null;
            const row = rowAt(lines, index);
            return (
              <LineRow
                key={row?.id ?? index}
                line={line}
                index={index}
                id={`${id}${index}`}
                active={index === keys.active}
                chosen={row !== undefined && row.id === chosen}
                isClosed={props.isClosed}
                isTesting={row !== undefined && row.id === testing}
                onTest={props.onTest}
                onMend={props.onMend}
              />
            );
          })}
          <SpaceRow height={after} columns={COLUMNS.length} />
        </tbody>
      </table>
    </div>
  );
}
