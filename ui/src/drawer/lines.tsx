// Lines of a log, as text: nothing in them can colour, move or do anything.
import { useTranslation } from "react-i18next";
import { timeFormat } from "../parts/formats.ts";
import { calendarLanguage } from "../parts/when.tsx";
import type { LogLineRow } from "../wire/types.ts";

// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is taken out
const ESCAPES = /\u001b(?:\[[0-?]*[ -/]*[@-~]|\][^\u0007\u001b]*(?:\u0007|\u001b\\)?|.)|[\u0000-\u0008\u000b-\u001f\u007f]/g;

/** A line without escape sequences and control characters. */
export function plain(text: string): string {
  return text.replace(ESCAPES, "");
}

export function Lines({ lines }: { lines: LogLineRow[] }) {
  const { i18n } = useTranslation();
  const clock = timeFormat(calendarLanguage(i18n.language), {
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
    hourCycle: "h23",
  });
  return lines.map((line, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: a line has no name, and what moves up is only text
    <div className={line.error ? "l err" : "l"} key={index}>
      <span>{line.at === null ? "" : clock.format(line.at)}</span>
      <span title={plain(line.text)}>{plain(line.text)}</span>
    </div>
  ));
}
