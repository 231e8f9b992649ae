// When something happened, as a calendar says it: "16:58", "Mon 09:44", "13 Nov". The exact time is what hovering shows.
import { useTranslation } from "react-i18next";
import { timeFormat } from "./formats.ts";
import { exact, useTold } from "./time.tsx";

const DAY = 86_400_000;

/** English with the day before the month and 24 hours, as the rest of the window has it. */
export function calendarLanguage(language: string): string {
  return language === "en" ? "en-GB" : language;
}

/** The midnight that a time's day began with. */
export function dayOf(at: number): number {
  return new Date(at).setHours(0, 0, 0, 0);
}

/** The time of day. */
export function clock(at: number, language: string): string {
  return timeFormat(calendarLanguage(language), {
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
  }).format(at);
}

/** A day, with its year unless that is this one. */
export function day(at: number, now: number, language: string, month: "short" | "long" = "short"): string {
  const sameYear = new Date(at).getFullYear() === new Date(now).getFullYear();
  return timeFormat(calendarLanguage(language), {
    day: "numeric",
    month,
    ...(sameYear ? {} : { year: "numeric" }),
  }).format(at);
}

/** As short as it can be without being mistaken. */
export function whenText(at: number, now: number, language: string): string {
  const days = Math.round((dayOf(now) - dayOf(at)) / DAY);
  if (days === 0) return clock(at, language);
  // Of what is still to come the hour matters as well: a freeze ends in the morning, a gate opens in the afternoon.
  if (Math.abs(days) > 6) return day(at, now, language);
  const weekday = timeFormat(calendarLanguage(language), { weekday: "short" }).format(at);
  return `${weekday} ${clock(at, language)}`;
}

export function When({ at, className }: { at: string; className?: string }) {
  const { i18n } = useTranslation();
  const then = Date.parse(at);
  const text = useTold((now) => whenText(then, now, i18n.language));
  return (
    <time className={className} dateTime={at} title={exact(then, i18n.language)}>
      {text}
    </time>
  );
}
