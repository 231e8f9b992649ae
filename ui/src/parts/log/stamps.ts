// The time before a line: of the day, since its section began, or none.
import { timeFormat } from "../formats.ts";
import { calendarLanguage } from "../when.tsx";

export const STAMPS = ["relative", "absolute", "off"] as const;

export type Stamps = (typeof STAMPS)[number];

export function isStamps(value: unknown): value is Stamps {
  return STAMPS.includes(value as Stamps);
}

/** The next way of telling times. */
export function nextStamps(stamps: Stamps): Stamps {
  return STAMPS[(STAMPS.indexOf(stamps) + 1) % STAMPS.length] ?? "off";
}

/** The time before a line; empty where there is none to tell. */
export function stamp(at: number | null, since: number | null, stamps: Stamps, language: string): string {
  if (at === null || stamps === "off") return "";
  return stamps === "relative" && since !== null ? sinceText(at - since) : clockText(at, language);
}

/** "+58.102", from a minute on "+1:02.003". What came before the begin by another clock counts as the begin. */
function sinceText(millis: number): string {
  const span = Math.max(0, millis);
  const hours = Math.floor(span / 3_600_000);
  const minutes = Math.floor(span / 60_000) % 60;
  const seconds = ((span % 60_000) / 1000).toFixed(3);
  if (hours > 0) return `+${hours}:${String(minutes).padStart(2, "0")}:${seconds.padStart(6, "0")}`;
  return minutes > 0 ? `+${minutes}:${seconds.padStart(6, "0")}` : `+${seconds}`;
}

function clockText(at: number, language: string): string {
  return timeFormat(calendarLanguage(language), {
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
    fractionalSecondDigits: 3,
    hourCycle: "h23",
  }).format(at);
}
