// Lines of a log as plain text: nothing in them can colour, move or do anything.
import { useTranslation } from "react-i18next";
import { timeFormat } from "../parts/formats.ts";
import { plain } from "../parts/log/ansi.ts";
import { calendarLanguage } from "../parts/when.tsx";
import type { LogLineRow } from "../wire/types.ts";

export function Lines({ lines }: { lines: LogLineRow[] }) {
  const { i18n } = useTranslation();
  const clock = timeFormat(calendarLanguage(i18n.language), {
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
    hourCycle: "h23",
  });
  return lines.map((line, index) => {
    const text = plain(line.text);
    return (
      // biome-ignore lint/suspicious/noArrayIndexKey: a line has no name, and what moves up is only text
      <div className={line.error ? "l err" : "l"} key={index}>
        <span>{line.at === null ? "" : clock.format(line.at)}</span>
        <span title={text}>{text}</span>
      </div>
    );
  });
}
