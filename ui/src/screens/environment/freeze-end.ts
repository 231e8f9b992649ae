// When a freeze ends, in the words that people set one with.
export const FREEZE_ENDS = ["open", "hour", "hours", "morning", "monday"] as const;
export type FreezeEnd = (typeof FREEZE_ENDS)[number];

const HOUR = 3_600_000;
const MORNING = 8;

/** The end as the wire writes it; null for one that someone has to lift. */
export function freezeEnd(end: FreezeEnd, now: Date): string | null {
  switch (end) {
    case "open":
      return null;
    case "hour":
      return new Date(now.getTime() + HOUR).toISOString();
    case "hours":
      return new Date(now.getTime() + 4 * HOUR).toISOString();
    case "morning":
      return morningIn(1, now);
    case "monday":
      return morningIn((8 - now.getDay()) % 7 || 7, now);
  }
}

function morningIn(days: number, now: Date): string {
  const day = new Date(now);
  day.setDate(day.getDate() + days);
  day.setHours(MORNING, 0, 0, 0);
  return day.toISOString();
}
