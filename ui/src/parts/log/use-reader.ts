// A reader and the box that is scrolled: each moves the other.
import {
  type RefObject,
  useCallback,
  useEffect,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
  useSyncExternalStore,
} from "react";
import { plain } from "./ansi.ts";
import { cells } from "./cells.ts";
import { type Layout, LINE } from "./layout.ts";
import type { LinePlace, Lines } from "./line.ts";
import { Reader } from "./reader.ts";

/** After how many milliseconds without scrolling the bar goes where it belongs. */
const STILL = 150;

interface Wanted {
  box: RefObject<HTMLDivElement | null>;
  layout: Layout;
  grows: boolean;
  isWrapped: boolean;
  /** What stands beside a line's text, in pixels. */
  beside: number;
  lines: Lines;
}

export interface Reading {
  reader: Reader;
  /** The height of the view. */
  view: number;
  onScroll(): void;
}

export function useReader({ box, layout, grows, isWrapped, beside, lines }: Wanted): Reading {
  const reader = useMemo(() => new Reader(), []);
  const version = useSyncExternalStore(reader.subscribe, reader.version);
  const [{ width, height }, setSize] = useState({ width: 0, height: 0 });
  const letter = useLetter(box);
  const still = useRef<number | undefined>(undefined);

  useLayoutEffect(() => {
    const element = box.current;
    if (!element) return;
    const measure = () => setSize({ width: element.clientWidth, height: element.clientHeight });
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, [box]);

  useLayoutEffect(() => {
    const columns = Math.max(1, Math.floor((width - beside) / letter));
    const guess = ({ log, line }: LinePlace) => {
      const there = lines.line(log, line);
      return there ? Math.max(1, Math.ceil(cells(plain(there.text)) / columns)) * LINE : LINE;
    };
    reader.fit(height, isWrapped ? guess : null);
  }, [reader, width, height, isWrapped, beside, letter, lines]);

  useLayoutEffect(() => reader.arrange(layout, grows), [reader, layout, grows]);

  const align = useCallback(() => {
    still.current = undefined;
    const element = box.current;
    if (!element) return;
    if (!reader.isOwn(element.scrollTop) || Math.abs(element.scrollTop - reader.bar) >= 1)
      element.scrollTop = reader.bar;
    reader.barIs(element.scrollTop);
  }, [box, reader]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: whenever the reader is somewhere else.
  useLayoutEffect(() => {
    if (still.current === undefined) align();
  }, [align, version, height]);

  useEffect(() => () => window.clearTimeout(still.current), []);

  const onScroll = () => {
    const element = box.current;
    if (!element || reader.isOwn(element.scrollTop)) return;
    window.clearTimeout(still.current);
    const atEdge = element.scrollTop <= 0 || element.scrollTop >= element.scrollHeight - element.clientHeight;
    // While someone scrolls the bar is theirs, except where it has come to its end and the log has not.
    still.current = reader.isExact || atEdge ? undefined : window.setTimeout(align, STILL);
    reader.scrolled(element.scrollTop);
  };
  return { reader, view: height, onScroll };
}

/** How wide a letter of the log's face is. */
function useLetter(box: RefObject<HTMLDivElement | null>): number {
  const [letter, setLetter] = useState(7.2);
  useLayoutEffect(() => {
    const element = box.current;
    const context = document.createElement("canvas").getContext("2d");
    if (!element || !context) return;
    context.font = getComputedStyle(element).font;
    setLetter(context.measureText("0".repeat(100)).width / 100 || 7.2);
  }, [box]);
  return letter;
}
