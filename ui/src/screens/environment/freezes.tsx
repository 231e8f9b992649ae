// The windows in which nothing goes out, as slipway.yml rules them.
import type { TFunction } from "i18next";
import { useTranslation } from "react-i18next";
import { timeFormat } from "../../parts/formats.ts";
import { calendarLanguage, When } from "../../parts/when.tsx";
import type { FreezeWindow, Weekday } from "../../wire/types.ts";

const DAYS: Weekday[] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
/** A Monday. */
const FIRST = Date.UTC(2024, 0, 1);

/** What a day of the week is called. */
function dayName(day: Weekday, language: string): string {
  const at = FIRST + DAYS.indexOf(day) * 86_400_000;
  return timeFormat(calendarLanguage(language), { weekday: "short", timeZone: "UTC" }).format(at);
}

/** "Fri, Sat 12:00–24:00 (Europe/Berlin)". */
export function weekly(
  window: Extract<FreezeWindow, { repeats: "weekly" }>,
  t: TFunction<"environment">,
  language: string,
): string {
  const days = window.days.map((day) => dayName(day, language)).join(t("names.separator"));
  const { from, until, timezone } = window;
  return t("facts.weekly", { days, from, until, timezone });
}

export function Freezes({ windows }: { windows: FreezeWindow[] }) {
  const { t, i18n } = useTranslation("environment");
  return (
    <ul>
      {windows.map((window) => (
        <li key={JSON.stringify(window)}>
          {window.repeats === "weekly" ? (
            weekly(window, t, i18n.language)
          ) : (
            <>
              <When at={window.from} />–<When at={window.until} />
            </>
          )}
          {window.reason && (
            <span className="faint">{`${t("names.space")}${t("quoted", { ns: "common", reason: window.reason })}`}</span>
          )}
        </li>
      ))}
    </ul>
  );
}
