// Live lines of containers, the newest below: only those that are seen exist.
import { useVirtualizer, type Virtualizer } from "@tanstack/react-virtual";
import { type RefObject, useEffect, useLayoutEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { pieces } from "../../parts/log/ansi.ts";
import { exact } from "../../parts/time.tsx";
import type { KeptLine } from "./kept-lines.ts";

const LINE = 20;
/** As near to the end as that is at the end. */
const NEAR = 24;

interface LinesProps {
  lines: readonly KeptLine[];
  label: string;
  wrap: boolean;
  times: boolean;
  places: boolean;
  /** Whether the reader stands still: nothing is forgotten meanwhile. */
  onHold(isHeld: boolean): void;
}

export function Lines({ lines, label, wrap, times, places, onHold }: LinesProps) {
  const { t } = useTranslation("environment");
  const scroller = useRef<HTMLDivElement>(null);
  // Following ends where the reader scrolls up; what they then saw last is where newer lines begin.
  const [readTo, setReadTo] = useState<number | null>(null);
  const rows = useVirtualizer({
    count: lines.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => LINE,
    getItemKey: (index) => lines[index]?.number ?? index,
    overscan: 20,
  });
  const last = lines.at(-1)?.number ?? -1;
  // biome-ignore lint/correctness/useExhaustiveDependencies: each new line is followed.
  useEffect(() => {
    if (readTo === null && lines.length > 0) rows.scrollToIndex(lines.length - 1, { align: "end" });
  }, [last, lines.length, readTo, wrap]);
  const isHeld = readTo !== null;
  useEffect(() => {
    onHold(isHeld);
    return () => onHold(false);
  }, [isHeld, onHold]);
  useStanding(scroller, rows, lines, isHeld);
  const onScroll = () => {
    const { current } = scroller;
    if (!current) return;
    const isAtEnd = current.scrollHeight - current.scrollTop - current.clientHeight < NEAR;
    if (isAtEnd) setReadTo(null);
  };
  // Only the reader's own scrolling ends it: lines that come in scroll as well.
  const stopFollowing = () => {
    const { current } = scroller;
    if (current && current.scrollHeight > current.clientHeight) setReadTo((before) => before ?? last);
  };
  return (
    <>
      <div
        ref={scroller}
        className={`log-lines ${wrap ? "wrapped" : ""}`}
        role="log"
        aria-live="off"
        aria-label={label}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reachable by keys.
        tabIndex={0}
        onScroll={onScroll}
        onWheel={(event) => event.deltaY < 0 && stopFollowing()}
        onKeyDown={(event) => UP.has(event.key) && stopFollowing()}
        onPointerDown={(event) => event.target === event.currentTarget && stopFollowing()}
      >
        <div style={{ height: rows.getTotalSize() }}>
          {rows.getVirtualItems().map(({ index, key, start }) => {
            const line = lines[index];
            return (
              line && (
                <div
                  key={key}
                  ref={wrap ? rows.measureElement : undefined}
                  data-index={index}
                  className={`l ${line.stream === "stderr" ? "err" : ""}`}
                  style={{ transform: `translateY(${start}px)` }}
                >
                  {times && <Time at={line.at} />}
                  {places && <span className="pl">{line.place}</span>}
                  <Text text={line.text} />
                </div>
              )
            );
          })}
        </div>
      </div>
      {readTo !== null && (
        <div className="resume">
          {t("logs.stopped")}{" "}
          {last > readTo && <span className="dim">{t("logs.newer", { count: last - readTo })}</span>}
          <button type="button" className="btn sm" onClick={() => setReadTo(null)}>
            {t("logs.follow")}
          </button>
        </div>
      )}
    </>
  );
}

/** Where lines go away above what is read, as when there are too many of them or others are sought, that stays in its place. */
function useStanding(
  scroller: RefObject<HTMLElement | null>,
  rows: Virtualizer<HTMLDivElement, Element>,
  lines: readonly KeptLine[],
  isHeld: boolean,
) {
  const top = useRef<{ number: number; start: number } | null>(null);
  const first = lines[0]?.number;
  // biome-ignore lint/correctness/useExhaustiveDependencies: only what went away above moves it.
  useLayoutEffect(() => {
    const { current } = scroller;
    const stood = top.current;
    if (!current || !stood || !isHeld) return;
    const index = lines.findIndex(({ number }) => number >= stood.number);
    const start = rows.measurementsCache[index]?.start;
    if (start !== undefined) current.scrollTop += start - stood.start;
  }, [first]);
  useLayoutEffect(() => {
    const at = scroller.current?.scrollTop ?? 0;
    const row = rows.getVirtualItems().find(({ end }) => end > at);
    const line = row && lines[row.index];
    top.current = line ? { number: line.number, start: row.start } : null;
  });
}

const UP: ReadonlySet<string> = new Set(["ArrowUp", "PageUp", "Home"]);

function Time({ at }: { at: string | null }) {
  const { i18n } = useTranslation();
  if (at === null) return <span className="tm" />;
  const then = new Date(at);
  const clock = `${two(then.getHours())}:${two(then.getMinutes())}:${two(then.getSeconds())}`;
  return (
    <span className="tm" title={exact(then.getTime(), i18n.language)}>
      {clock}
    </span>
  );
}

const two = (number: number) => String(number).padStart(2, "0");

function Text({ text }: { text: string }) {
  let at = 0;
  return (
    <span className="tx">
      {pieces(text).pieces.map((piece) => {
        const key = at;
        at += piece.text.length;
        return (
          <span key={key} className={piece.className}>
            {piece.text}
          </span>
        );
      })}
    </span>
  );
}
