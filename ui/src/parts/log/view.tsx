// The lines in sight, in a box that is scrolled.
import { type RefObject, useEffect, useLayoutEffect, useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { LONGEST, plain } from "./ansi.ts";
import { cells } from "./cells.ts";
import type { Layout } from "./layout.ts";
import type { LinePlace, LineRange, Lines, Section } from "./line.ts";
import { matcher } from "./marks.ts";
import { Heading, Line } from "./rows.tsx";
import type { Stamps } from "./stamps.ts";
import type { Reading } from "./use-reader.ts";

/** How many rows beyond the view are asked for. */
const AROUND = 100;

interface ViewProps {
  box: RefObject<HTMLDivElement | null>;
  reading: Reading;
  layout: Layout;
  lines: Lines;
  isOpen(section: Section): boolean;
  toggle(section: Section): void;
  isWrapped: boolean;
  stamps: Stamps;
  sought: string;
  selected: LineRange | null;
  first: LinePlace | null;
  address: ((place: LinePlace) => string) | null;
  select(log: string, line: number, extend: boolean): void;
}

export function View(props: ViewProps) {
  const { box, reading, layout, lines, isOpen, toggle, selected, first, address } = props;
  const { t } = useTranslation("log");
  const { reader, view } = reading;
  const { row: top, offset } = reader.anchor;
  const [from, to] = reader.seen;
  const sought = useMemo(() => matcher(props.sought), [props.sought]);
  const widest = useWidest(layout, lines, from, to);
  useWanted(layout, lines, from, to);
  useMeasured(props);
  useKeptFocus(box);
  const pinned = layout.at(top);
  const isPinned = pinned !== null && pinned.section.title !== null && (pinned.line !== null || offset > 0);
  const rows = Array.from({ length: to - from }, (_, index) => layout.at(from + index)).filter(
    (row) => row !== null,
  );
  return (
    <div
      className="log-space"
      style={{
        height: reader.space,
        width: props.isWrapped
          ? undefined
          : `max(100%, calc(${widest}ch + var(--log-no) + var(--log-ts) + 24px))`,
      }}
    >
      <div className="log-view" style={{ height: view }}>
        {isPinned && (
          <div className="log-pin">
            <Heading section={pinned.section} isOpen={isOpen(pinned.section)} toggle={toggle} />
          </div>
        )}
        <div style={{ transform: `translateY(${-offset}px)` }}>
          {rows.map(({ section, line }) =>
            line === null ? (
              <Heading key={section.id} section={section} isOpen={isOpen(section)} toggle={toggle} />
            ) : (
              <Line
                key={`${section.id}\n${line}`}
                index={line}
                log={section.log}
                line={lines.line(section.log, line)}
                since={section.since}
                stamps={props.stamps}
                sought={sought}
                isSelected={
                  selected !== null &&
                  selected.log === section.log &&
                  line >= selected.from &&
                  line < selected.to
                }
                isFirst={first !== null && first.log === section.log && first.line === line}
                href={address?.({ log: section.log, line })}
                select={props.select}
              />
            ),
          )}
        </div>
        {layout.rows === 0 && <p className="log-none">{t("waiting")}</p>}
      </div>
    </div>
  );
}

/** The lines of rows, section by section. */
function rangesOf(layout: Layout, from: number, to: number): LineRange[] {
  const ranges: LineRange[] = [];
  for (let row = Math.max(0, from); row < Math.min(to, layout.rows); row += 1) {
    const at = layout.at(row);
    if (!at || at.line === null) continue;
    const last = ranges.at(-1);
    if (last && last.log === at.section.log && last.to === at.line) last.to += 1;
    else ranges.push({ log: at.section.log, from: at.line, to: at.line + 1 });
  }
  return ranges;
}

function useWanted(layout: Layout, lines: Lines, from: number, to: number) {
  useEffect(() => {
    // What is in sight comes first.
    lines.want([
      ...rangesOf(layout, from, to),
      ...rangesOf(layout, to, to + AROUND),
      ...rangesOf(layout, from - AROUND, from),
    ]);
  }, [layout, lines, from, to]);
}

/** The widest line so far, in letters: the range to the side grows with what was seen. */
function useWidest(layout: Layout, lines: Lines, from: number, to: number): number {
  const [widest, setWidest] = useState(0);
  const version = lines.version();
  // biome-ignore lint/correctness/useExhaustiveDependencies: other lines may have come.
  useLayoutEffect(() => {
    let most = 0;
    for (const { log, from: first, to: last } of rangesOf(layout, from, to)) {
      for (let line = first; line < last; line += 1) {
        const there = lines.line(log, line);
        if (there)
          most = Math.max(most, cells(`${there.label ?? ""} ${plain(there.text.slice(0, 4 * LONGEST))}`));
      }
    }
    setWidest((before) => Math.max(before, Math.min(most, LONGEST + 60)));
  }, [layout, lines, from, to, version]);
  return widest;
}

/** Tells the reader how high wrapped lines turned out to be. */
function useMeasured({ box, reading, isWrapped }: ViewProps) {
  useLayoutEffect(() => {
    if (!isWrapped || !box.current) return;
    const rows = box.current.querySelectorAll<HTMLElement>(".l");
    reading.reader.measured(
      [...rows].map((row) => [
        { log: row.dataset.log ?? "", line: Number(row.dataset.line) },
        row.getBoundingClientRect().height,
      ]),
    );
  });
}

/** A heading that had the focus and was scrolled away leaves it to the log. */
function useKeptFocus(box: RefObject<HTMLDivElement | null>) {
  const [hadFocus] = useState({ now: false });
  useLayoutEffect(() => {
    const element = box.current;
    if (!element) return;
    if (hadFocus.now && document.activeElement === document.body) element.focus({ preventScroll: true });
    hadFocus.now = element.contains(document.activeElement) && document.activeElement !== element;
  });
}
