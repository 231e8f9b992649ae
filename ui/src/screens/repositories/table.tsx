// Branches of all repositories against what runs. Only the rows that are seen exist.
import { useVirtualizer } from "@tanstack/react-virtual";
import { ChevronRight } from "lucide-react";
import { type MouseEvent, type RefObject, useEffect, useId } from "react";
import { useTranslation } from "react-i18next";
import { useActiveRow } from "../../parts/active-row.ts";
import { useCopies } from "../../parts/copies.ts";
import { useRemeasured } from "../../parts/remeasured.ts";
import { SpaceRow } from "../../parts/space-row.tsx";
import { type Layout, leastWidth } from "./columns.ts";
import { keyOf, type Line } from "./lines.ts";
import { LineRow } from "./rows.tsx";

const HEAD = 32;
const BAND = 36;
const SAYS = 40;

interface Props {
  body: RefObject<HTMLDivElement | null>;
  table: RefObject<HTMLTableElement | null>;
  lines: readonly Line[];
  environments: readonly string[];
  layout: Layout;
  rowHeight: number;
  full: number;
  /** Where the row is that the bar below speaks of; -1 of none. */
  chosen: number;
  /** Another number whenever it was chosen from elsewhere, and has to be scrolled to. */
  led: number;
  onChoose(index: number): void;
  onOpen(index: number): void;
  onRun(index: number): void;
}

export function Table(props: Props) {
  const { body, lines, environments, layout, rowHeight, full, chosen, led } = props;
  const { t } = useTranslation("repositories");
  const id = useId();
  const height = (line: Line | undefined) =>
    line?.is === "band" ? BAND : line?.is === "needs" || line?.is === "problem" ? SAYS : rowHeight;
  const virtual = useVirtualizer({
    count: lines.length,
    getScrollElement: () => body.current,
    estimateSize: (index) => height(lines[index]),
    overscan: 10,
    paddingStart: HEAD,
    scrollPaddingStart: HEAD,
  });
  useRemeasured(virtual, lines);
  useRemeasured(virtual, rowHeight);
  const keys = useActiveRow({
    count: lines.length,
    keyOf: (index) => keyOf(lines[index]),
    page: () => Math.floor(((body.current?.clientHeight ?? 0) - HEAD) / rowHeight) - 1,
    scrollTo: (index) => virtual.scrollToIndex(index),
    onOpen: props.onOpen,
    onToggle: props.onChoose,
    onPick: props.onChoose,
    onMove: props.onChoose,
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: only what is led to is scrolled to.
  useEffect(() => {
    if (led > 0 && chosen >= 0) virtual.scrollToIndex(chosen);
  }, [led]);
  const [copied, copyAt, isRefused] = useCopies();
  const onClick = (event: MouseEvent) => {
    copyAt(event.target);
    const button = event.target instanceof Element ? event.target.closest("[data-run]") : null;
    const row = button?.closest<HTMLElement>("[data-index]");
    if (row) props.onRun(Number(row.dataset.index));
    keys.handlers.onClick(event);
  };
  const columns = 4 + Number(layout.subject) + Number(layout.author !== null) + environments.length;
  const items = virtual.getVirtualItems();
  const before = (items[0]?.start ?? HEAD) - HEAD;
  const after = virtual.getTotalSize() - (items.at(-1)?.end ?? HEAD);
  return (
    <>
      <table
        ref={props.table}
        // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: the keyboard moves over its rows.
        role="grid"
        className="tbl rp"
        style={{ minWidth: leastWidth(layout, environments.length) }}
        tabIndex={0}
        aria-label={t("label")}
        aria-rowcount={lines.length + 1}
        aria-activedescendant={
          items.some(({ index }) => index === keys.active) ? `${id}${keys.active}` : undefined
        }
        {...keys.handlers}
        onKeyDown={keys.handlers.onKeyDown}
        onClick={onClick}
      >
        <Columns layout={layout} environments={environments.length} />
        <Heads layout={layout} environments={environments} />
        <tbody>
          <SpaceRow height={before} columns={columns} />
          {items.map(({ index }) => {
            const line = lines[index];
            if (!line) return null;
            const row = {
              index,
              id: `${id}${index}`,
              columns,
              active: index === keys.active,
              chosen: index === chosen,
            };
            return (
              <LineRow
                key={index}
                {...row}
                line={line}
                environments={environments}
                layout={layout}
                full={full}
              />
            );
          })}
          <SpaceRow height={after} columns={columns} />
        </tbody>
      </table>
      <span className="sr" role="status">
        {isRefused ? t("notCopied", { ns: "common" }) : copied !== null && t("copied", { ns: "common" })}
      </span>
    </>
  );
}

function Columns({ layout, environments }: { layout: Layout; environments: number }) {
  const { branch, commit, subject, author, age, run, environment } = layout;
  return (
    <colgroup>
      <col style={{ width: branch }} />
      <col style={{ width: commit }} />
      {subject && <col />}
      {author !== null && <col style={{ width: author }} />}
      <col style={{ width: age }} />
      <col style={{ width: run }} />
      <col span={environments} style={{ width: environment }} />
    </colgroup>
  );
}

function Heads({ layout, environments }: { layout: Layout; environments: readonly string[] }) {
  const { t } = useTranslation("repositories");
  return (
    <thead>
      <tr aria-rowindex={1}>
        <th scope="col">{t("column.branch")}</th>
        <th scope="col">{t("column.commit")}</th>
        {layout.subject && <th scope="col">{t("column.subject")}</th>}
        {layout.author !== null && <th scope="col">{t("column.author")}</th>}
        <th scope="col" className="num">
          {t("column.age")}
        </th>
        <th scope="col">{t("column.run")}</th>
        {environments.map((environment, index) => (
          <th scope="col" className="env" key={environment} title={environment}>
            {index > 0 && <ChevronRight className="i to" aria-hidden />}
            <span className="cut">{environment}</span>
          </th>
        ))}
      </tr>
    </thead>
  );
}
