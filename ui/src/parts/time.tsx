// Times and spans as people say them: "3 h", "1 min 12 s". The exact time is what hovering shows.
import { useEffect, useMemo, useState, useSyncExternalStore } from "react";
import { useTranslation } from "react-i18next";
import { timeFormat } from "./formats.ts";

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** What units are called. `minute` is the one before seconds, which Chinese calls by a shorter name. */
export interface Units {
  ms: string;
  s: string;
  min: string;
  minute: string;
  h: string;
  d: string;
}

const ENGLISH: Units = { ms: "ms", s: "s", min: "min", minute: "min", h: "h", d: "d" };

/** Spans in the window's language. */
export function useSpans(): { short(millis: number): string; long(millis: number): string } {
  const { t } = useTranslation();
  return useMemo(() => {
    const units = Object.fromEntries(
      Object.keys(ENGLISH).map((unit) => [unit, t(`time.units.${unit as keyof Units}`)]),
    ) as unknown as Units;
    return { short: (millis) => shortSpan(millis, units), long: (millis) => span(millis, units) };
  }, [t]);
}

/** A span in its largest unit, as a column has room for: "12 s", "3 h", "4 d". */
export function shortSpan(millis: number, units: Units = ENGLISH): string {
  const span = Math.max(0, millis);
  if (span < MINUTE) return `${Math.floor(span / SECOND)} ${units.s}`;
  if (span < HOUR) return `${Math.floor(span / MINUTE)} ${units.min}`;
  if (span < 2 * DAY) return `${Math.floor(span / HOUR)} ${units.h}`;
  return `${Math.floor(span / DAY)} ${units.d}`;
}

/** A span in its two largest units: "820 ms", "1 min 12 s". */
export function span(millis: number, units: Units = ENGLISH): string {
  if (millis < SECOND) return `${Math.max(0, Math.round(millis))} ${units.ms}`;
  const seconds = Math.round(millis / SECOND);
  const [days, hours, minutes] = [
    Math.floor(seconds / 86_400),
    Math.floor(seconds / 3600) % 24,
    Math.floor(seconds / 60) % 60,
  ];
  if (days > 0) return joined(days, units.d, hours, units.h);
  if (seconds >= 3600) return joined(hours, units.h, minutes, units.min);
  if (seconds < 60) return `${seconds} ${units.s}`;
  return joined(minutes, seconds % 60 === 0 ? units.min : units.minute, seconds % 60, units.s);
}

function joined(large: number, unit: string, small: number, smaller: string): string {
  return small === 0 ? `${large} ${unit}` : `${large} ${unit} ${small} ${smaller}`;
}

/** The time of day, told anew every so many milliseconds. */
export function useNow(every: number = 10 * SECOND): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = window.setInterval(() => setNow(Date.now()), every);
    return () => window.clearInterval(timer);
  }, [every]);
  return now;
}

// One clock for every age of a screen: hundreds of them stand on a board.
const ticked = new Set<() => void>();
let clock: number | undefined;
let lastTick = Date.now();

function onTick(tick: () => void): () => void {
  if (ticked.size === 0) lastTick = Date.now();
  ticked.add(tick);
  clock ??= window.setInterval(() => {
    lastTick = Date.now();
    for (const told of ticked) told();
  }, 10 * SECOND);
  return () => {
    ticked.delete(tick);
    if (ticked.size > 0) return;
    window.clearInterval(clock);
    clock = undefined;
  };
}

/** A text made of the time of day; what shows it is drawn anew only when it reads differently. */
export function useTold(tell: (now: number) => string): string {
  return useSyncExternalStore(onTick, () => tell(lastTick));
}

/** How long ago something was, short; hovering shows when. */
export function Age({ at, className }: { at: string; className?: string }) {
  const { t, i18n } = useTranslation();
  const { short } = useSpans();
  const then = Date.parse(at);
  const text = useTold((now) => (now - then < 5 * SECOND ? t("time.now") : short(now - then)));
  return (
    <time className={className} dateTime={at} title={exact(then, i18n.language)}>
      {text}
    </time>
  );
}

/** The same in a sentence: "2 d ago", or "now". */
export function Ago({ at }: { at: string }) {
  const { t, i18n } = useTranslation();
  const { short } = useSpans();
  const then = Date.parse(at);
  const text = useTold((now) =>
    now - then < 5 * SECOND ? t("time.now") : t("time.ago", { duration: short(now - then) }),
  );
  return (
    <time dateTime={at} title={exact(then, i18n.language)}>
      {text}
    </time>
  );
}

/** A time in full. */
export function exact(at: number, language: string): string {
  return timeFormat(language, { dateStyle: "full", timeStyle: "medium" }).format(at);
}
