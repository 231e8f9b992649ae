// A log of any length: folds, search, times, following, copying. Where its lines come from is the caller's.
import {
  type KeyboardEvent,
  type ReactNode,
  useCallback,
  useEffect,
  useMemo,
  useRef,
  useState,
  useSyncExternalStore,
} from "react";
import { useTranslation } from "react-i18next";
import { useShortcuts } from "../../frame/shortcut-list.tsx";
import { isYesNo, useRemembered } from "../remembered.ts";
import { extended } from "./copying.ts";
import { Foot } from "./foot.tsx";
import { firstFrom, type Hits, logsOf, NONE, nextFrom } from "./hits.ts";
import { Layout, LINE, sectionOf } from "./layout.ts";
import type { LinePlace, LineRange, Lines, Search, Section } from "./line.ts";
import type { Reader } from "./reader.ts";
import { isStamps, type Stamps } from "./stamps.ts";
import { Tools } from "./tools.tsx";
import { useCopying } from "./use-copying.ts";
import { useFolds } from "./use-folds.ts";
import { useErrors, useHits } from "./use-hits.ts";
import { useLogKeys } from "./use-log-keys.ts";
import { useReader } from "./use-reader.ts";
import { useReveal } from "./use-reveal.ts";
import { View } from "./view.tsx";

export interface LogProps {
  /** What it is called for those who do not see it. */
  name: string;
  title: ReactNode;
  /** The same array while nothing has changed. */
  sections: Section[];
  lines: Lines;
  search: Search;
  /** Where it is opened: this line, or else the first error of what failed, or the end of what grows. */
  start: LinePlace | null;
  /** A section to go to, in another object each time. */
  goTo?: { section: string } | null;
  /** What is to be said of it below. */
  says: string;
  /** The address of a line, behind the page's `#`; null where lines have none. */
  address: ((place: LinePlace) => string) | null;
  /** A line was chosen. */
  chosen(place: LinePlace): void;
  /** Keeps all of it as a file, and says where; null where the person was asked. */
  save(withTimes: boolean): Promise<string | null>;
}

export function Log(props: LogProps) {
  const { sections, lines, search } = props;
  const { t } = useTranslation("log");
  const box = useRef<HTMLDivElement>(null);
  const [isWrapped, setWrapped] = useRemembered("log.wrapped", false, isYesNo);
  const [stamps, setStamps] = useRemembered<Stamps>("log.stamps", "relative", isStamps);
  const [text, setText] = useState("");
  const [selected, setSelected] = useState<LineRange | null>(null);
  useSyncExternalStore(lines.subscribe, lines.version);
  const folds = useFolds(sections);
  const layout = useMemo(() => new Layout(sections, folds.isOpen), [sections, folds.isOpen]);
  const total = sections.reduce((sum, section) => sum + section.lines, 0);
  const grows = sections.some((section) => section.grows);
  const numbers = widths(sections, stamps);
  const reading = useReader({ box, layout, grows, isWrapped, beside: numbers.beside, lines });
  const { reader } = reading;
  const reveal = useReveal({ sections, open: folds.open, reader, layout, goTo: props.goTo ?? null });

  const logs = logsOf(sections);
  const { errors, refresh } = useErrors(sections, search);
  const go = useCallback(
    (place: LinePlace | undefined) => {
      if (!place) return;
      setSelected({ log: place.log, from: place.line, to: place.line + 1 });
      props.chosen(place);
      reveal(place);
    },
    [reveal, props.chosen],
  );
  const sought = useHits(text, sections, search, (hits) =>
    go(hits.places[firstFrom(hits, reader.top, logs)]),
  );
  const here = selected && { log: selected.log, line: selected.from };
  const copying = useCopying({ ...props, selected, total, stamps });
  const step = async (by: 1 | -1) => {
    const hits: Hits = text !== "" ? sought.hits : ((grows ? await refresh() : errors) ?? NONE);
    if (text === "" && hits.total === 0) copying.tell(t("noErrors"));
    go(hits.places[nextFrom(hits, here ?? (text === "" ? first : null), logs, by)]);
  };
  const first = useMemo(
    () => errors?.places.find((place) => sectionOf(sections, place)?.look.family === "fail") ?? null,
    [errors, sections],
  );
  const isOpened = useOpening(props, { errors, first, reveal, setSelected, follow: () => reader.follow() });
  const select = useCallback(
    (log: string, line: number, extend: boolean) => {
      setSelected((before) => (extend ? extended(before, log, line) : { log, from: line, to: line + 1 }));
      if (!extend) props.chosen({ log, line });
    },
    [props.chosen],
  );
  const follow = () => {
    for (const section of sections) if (section.grows) folds.open(section);
    reader.follow();
  };
  useLogKeys({ step, follow: grows ? follow : null });
  useListed();
  const news = useNews(total, reader.isFollowing);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const next = event.shiftKey ? besides(selected, event.key) : null;
    const place = event.shiftKey && event.key.startsWith("Arrow") ? (next ?? reader.top) : null;
    if (place && sectionOf(sections, place)) {
      select(place.log, place.line, true);
      reveal(place);
    } else if (event.key === "Escape" && selected !== null) setSelected(null);
    else if (!move(reader, event.key)) return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <section className="logp" aria-label={props.name} style={numbers.style}>
      <Tools
        title={props.title}
        text={text}
        setText={setText}
        sought={sought}
        at={
          here ? sought.hits.places.findIndex(({ log, line }) => log === here.log && line === here.line) : -1
        }
        step={(by) => void step(by)}
        leave={() => box.current?.focus()}
        isWrapped={isWrapped}
        setWrapped={setWrapped}
        stamps={stamps}
        setStamps={setStamps}
        copy={copying.menu}
        download={copying.download}
      />
      <div
        className={isWrapped ? "log wrapped" : "log"}
        ref={box}
        role="log"
        // What streams by is not read out; who wants it reads it.
        aria-live="off"
        aria-label={props.name}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reachable by keys.
        tabIndex={0}
        onScroll={reading.onScroll}
        onKeyDown={onKeyDown}
        onCopy={copying.onCopy}
      >
        <View
          box={box}
          reading={reading}
          layout={layout}
          lines={lines}
          isOpen={folds.isOpen}
          toggle={folds.toggle}
          isWrapped={isWrapped}
          stamps={stamps}
          sought={sought.text}
          selected={selected}
          first={first}
          address={props.address}
          select={select}
        />
      </div>
      <Foot
        grows={grows}
        isFollowing={reader.isFollowing}
        news={news}
        follow={follow}
        selected={selected}
        isOpened={isOpened && selected === null && isSeen(reader, layout, first)}
        told={copying.told}
        says={props.says}
        problem={lines.problem}
        again={() => lines.again()}
        steps={text !== "" ? "hits" : grows || (errors?.total ?? 0) > 0 ? "errors" : null}
      />
    </section>
  );
}

/** Whether a line is in sight. */
function isSeen(reader: Reader, layout: Layout, place: LinePlace | null): boolean {
  const row = place && layout.rowOf(place);
  const [from, to] = reader.seen;
  return row !== null && row >= from && row < to;
}

/** The line that an arrow adds to a selection. */
function besides(selected: LineRange | null, key: string): LinePlace | null {
  if (selected === null) return null;
  return { log: selected.log, line: key === "ArrowDown" ? selected.to : selected.from - 1 };
}

/** Moves as a key says; false where it says nothing of that. */
function move(reader: Reader, key: string): boolean {
  if (key === "ArrowDown") reader.moveBy(LINE);
  else if (key === "ArrowUp") reader.moveBy(-LINE);
  else if (key === "PageDown") reader.page(1);
  else if (key === "PageUp") reader.page(-1);
  else if (key === "Home") reader.toStart();
  else if (key === "End") reader.toEnd();
  else return false;
  return true;
}

/** The columns before the text: as wide as the longest number and time. */
function widths(sections: Section[], stamps: Stamps) {
  const last = Math.max(999, ...sections.map(({ from, lines }) => from + lines));
  const digits = String(last).length;
  const letters = { relative: 10, absolute: 12, off: 0 }[stamps];
  return {
    style: {
      "--log-no": `calc(${digits}ch + 24px)`,
      "--log-ts": stamps === "off" ? "0px" : `calc(${letters}ch + 12px)`,
    } as Record<string, string>,
    // A letter of the log's face is 0.6 of its 12 pixels wide, or a little less.
    beside: Math.ceil((digits + letters) * 7.3) + 52,
  };
}

interface Opening {
  errors: Hits | null;
  first: LinePlace | null;
  reveal(place: LinePlace): void;
  setSelected(range: LineRange): void;
  follow(): void;
}

/** Goes where a log is opened, once it is known where that is. True where that was its first error. */
function useOpening({ sections, start }: LogProps, opening: Opening): boolean {
  const [where, setWhere] = useState<"nowhere" | "error" | "elsewhere">("nowhere");
  useEffect(() => {
    if (where !== "nowhere" || !sections.some(({ lines }) => lines > 0)) return;
    const failed = sections.find(({ look, lines }) => look.family === "fail" && lines > 0);
    if (start) {
      opening.setSelected({ log: start.log, from: start.line, to: start.line + 1 });
      opening.reveal(start);
      setWhere("elsewhere");
    } else if (sections.some(({ grows }) => grows)) {
      opening.follow();
      setWhere("elsewhere");
    } else if (failed && opening.errors !== null) {
      // What failed without a line that reads like an error says why at its end.
      opening.reveal(opening.first ?? { log: failed.log, line: failed.from + failed.lines - 1 });
      setWhere(opening.first ? "error" : "elsewhere");
    }
  }, [where, sections, start, opening]);
  return where === "error";
}

/** How many lines have come since following stopped. */
function useNews(total: number, isFollowing: boolean): number {
  const [seen, setSeen] = useState(total);
  if (isFollowing && seen !== total) setSeen(total);
  return Math.max(0, total - seen);
}

function useListed() {
  const { t } = useTranslation("log");
  useShortcuts(t("keys.title"), [
    [t("keys.search"), "/"],
    [t("keys.move"), "N", "Shift N"],
    [t("keys.follow"), "F"],
    [t("keys.ends"), "Home", "End"],
    [t("keys.select"), "Shift ↓", "Shift ↑"],
  ]);
}
