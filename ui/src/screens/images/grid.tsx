// The table of images. Only the rows that are seen exist; ten thousand scroll as ten do.
import { useVirtualizer } from "@tanstack/react-virtual";
import { type KeyboardEvent, type MouseEvent, type RefObject, useMemo } from "react";
import { useTranslation } from "react-i18next";
import { useActiveRow } from "../../parts/active-row.ts";
import { useRemeasured } from "../../parts/remeasured.ts";
import { SpaceRow } from "../../parts/space-row.tsx";
import type { Told } from "./cell.tsx";
import { type Column, leastWidth, PICK_WIDTH } from "./columns.ts";
import { GridHead } from "./grid-head.tsx";
import { GroupHead } from "./group-head.tsx";
import { Line, type Mark } from "./line.tsx";
import type { Sort } from "./order.ts";
import { newerThan, type Prepared } from "./prepared.ts";
import type { Pair } from "./selection.ts";
import type { Shown } from "./shown.ts";

const HEAD = 28;

interface Props {
  /** What scrolls around it. */
  body: RefObject<HTMLDivElement | null>;
  /** The table itself, which has the focus. */
  table: RefObject<HTMLTableElement | null>;
  label: string;
  prepared: Prepared;
  rows: readonly Shown[];
  rowHeight: number;
  columns: readonly Column[];
  sort: Sort;
  onSort(sort: Sort): void;
  selected: readonly string[];
  pair: Pair | null;
  told: Told;
  onPick(place: number): void;
  onToggle(place: number): void;
  onOpen(place: number): void;
  onFold(branch: string | null): void;
  onCopy(text: string): void;
}

export function Grid(props: Props) {
  const { rows, rowHeight, body, prepared, columns, sort } = props;
  const { t } = useTranslation("images");
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => body.current,
    estimateSize: () => rowHeight,
    overscan: 8,
    paddingStart: HEAD,
    scrollPaddingStart: HEAD,
  });
  useRemeasured(virtual, rowHeight);
  const at = (index: number, image: (place: number) => void) => {
    const row = rows[index];
    if (typeof row === "number") image(row);
    else if (row) props.onFold(row.branch);
  };
  const keys = useActiveRow({
    count: rows.length,
    keyOf: (index) => keyOf(prepared, rows[index]),
    page: () => Math.floor(((body.current?.clientHeight ?? 0) - HEAD) / rowHeight) - 1,
    scrollTo: (index) => virtual.scrollToIndex(index),
    onOpen: (index) => at(index, props.onOpen),
    onToggle: (index) => at(index, props.onToggle),
    onPick: (index) => at(index, props.onPick),
  });
  const marks = useMarks(props);
  const onClick = (event: MouseEvent) => {
    const target = event.target instanceof Element ? event.target : null;
    const copy = target?.closest<HTMLElement>("[data-copy]")?.dataset.copy;
    if (copy) props.onCopy(copy);
    const picked = target?.closest("[data-pick]") && target.closest<HTMLElement>("[data-index]");
    if (picked) at(Number(picked.dataset.index), props.onToggle);
    keys.handlers.onClick(event);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const row = rows[keys.active];
    const folds = event.key === "ArrowLeft" ? true : event.key === "ArrowRight" ? false : null;
    if (typeof row === "object" && folds !== null && row.folded !== folds) props.onFold(row.branch);
    keys.handlers.onKeyDown(event);
  };
  const items = virtual.getVirtualItems();
  const before = (items[0]?.start ?? HEAD) - HEAD;
  const after = virtual.getTotalSize() - (items.at(-1)?.end ?? HEAD);
  // Where a line above what runs tells what is newer: the newest have to stand above it.
  const newestFirst = sort.descending && sort.by !== "size" && sort.by !== "found";
  const water = newestFirst && typeof rows[0] === "number";
  return (
    <table
      ref={props.table}
      // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: the keyboard moves over its rows.
      role="grid"
      className="tbl img"
      style={{ minWidth: leastWidth(columns) }}
      tabIndex={0}
      aria-label={props.label}
      aria-rowcount={rows.length + 1}
      aria-multiselectable
      aria-activedescendant={
        items.some(({ index }) => index === keys.active) ? `image-${keys.active}` : undefined
      }
      {...keys.handlers}
      onClick={onClick}
      onKeyDown={onKeyDown}
    >
      <colgroup>
        <col style={{ width: PICK_WIDTH }} />
        {columns.map(({ id, width }) => (
          <col key={id} style={width === null ? undefined : { width }} />
        ))}
      </colgroup>
      <GridHead columns={columns} sort={sort} onSort={props.onSort} />
      <tbody>
        <SpaceRow height={before} columns={columns.length + 1} />
        {items.map(({ index }) => {
          const row = rows[index];
          if (row === undefined) return null;
          const active = index === keys.active;
          if (typeof row === "object")
            return (
              <GroupHead key={index} index={index} head={row} columns={columns.length + 1} active={active} />
            );
          const image = prepared.images[row];
          if (!image) return null;
          const runs = image.running_in.length > 0;
          return (
            <Line
              key={index}
              index={index}
              image={image}
              committed={prepared.committed[row] ?? Number.NaN}
              built={prepared.built[row] ?? Number.NaN}
              pushed={prepared.pushed[row] ?? Number.NaN}
              change={changeOf(prepared, row)}
              newer={runs ? newerThan(prepared, row) : null}
              columns={columns}
              told={props.told}
              mark={marks.of(index, row)}
              upper={marks.upper === index}
              water={water && runs && index > 0}
              active={active}
              pick={t("select")}
            />
          );
        })}
        <SpaceRow height={after} columns={columns.length + 1} />
      </tbody>
    </table>
  );
}

/** A row by its image, or by the branch whose images it folds. */
function keyOf({ images }: Prepared, row: Shown | undefined): string | null {
  if (typeof row === "number") return images[row]?.digest ?? null;
  return row ? `branch ${row.branch}` : null;
}

/** By how much an image is larger than the version before it. */
function changeOf({ images }: Prepared, place: number): number | null {
  const [image, before] = [images[place], images[place + 1]];
  if (!image?.semver || !before?.semver || image.size_bytes === null || before.size_bytes === null)
    return null;
  return image.size_bytes - before.size_bytes;
}

/** What each row is in the selection. */
function useMarks({ rows, selected, pair, prepared }: Props) {
  return useMemo(() => {
    const row = (digest: string | undefined) => rows.indexOf(prepared.places.get(digest ?? "") ?? -1);
    const [older, newer] = [row(pair?.older.digest), row(pair?.newer.digest)];
    const joined = older >= 0 && newer >= 0;
    const [upper, lower] = joined ? [Math.min(older, newer), Math.max(older, newer)] : [-1, -1];
    const of = (index: number, place: number): Mark => {
      if (pair && index === older) return "A";
      if (pair && index === newer) return "B";
      if (index > upper && index < lower) return "between";
      return !pair && prepared.images[place]?.digest === selected[0] ? "only" : null;
    };
    return { of, upper };
  }, [rows, selected, pair, prepared]);
}
