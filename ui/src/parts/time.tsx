// Times and spans as people say them: "3 h", "1 min 12 s". The exact time is what hovering shows.
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** A span in its largest unit, as a column has room for: "12 s", "3 h", "4 d". */
export function shortSpan(millis: number): string {
  const span = Math.max(0, millis);
  if (span < MINUTE) return `${Math.floor(span / SECOND)} s`;
  if (span < HOUR) return `${Math.floor(span / MINUTE)} min`;
  if (span < 2 * DAY) return `${Math.floor(span / HOUR)} h`;
  return `${Math.floor(span / DAY)} d`;
}

/** A span in its two largest units: "820 ms", "1 min 12 s". */
export function span(millis: number): string {
  if (millis < SECOND) return `${Math.max(0, Math.round(millis))} ms`;
  const seconds = Math.round(millis / SECOND);
  const [days, hours, minutes] = [
    Math.floor(seconds / 86_400),
    Math.floor(seconds / 3600) % 24,
    Math.floor(seconds / 60) % 60,
  ];
  if (days > 0) return joined(days, "d", hours, "h");
  if (seconds >= 3600) return joined(hours, "h", minutes, "min");
  if (seconds >= 60) return joined(minutes, "min", seconds % 60, "s");
  return `${seconds} s`;
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

/** How long ago something was, short; hovering shows when. */
export function Age({ at, className }: { at: string; className?: string }) {
  const { t, i18n } = useTranslation();
  const now = useNow();
  const then = Date.parse(at);
  const text = now - then < 5 * SECOND ? t("time.now") : shortSpan(now - then);
  return (
    <time className={className} dateTime={at} title={exact(then, i18n.language)}>
      {text}
    </time>
  );
}

/** A time in full. */
export function exact(at: number, language: string): string {
  return new Intl.DateTimeFormat(language, { dateStyle: "full", timeStyle: "medium" }).format(at);
}
