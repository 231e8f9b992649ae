// Taking lines along: to the clipboard, or as a file.
import { type ClipboardEvent, useCallback, useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { Refusal } from "../../host/host.ts";
import { useWholeOf } from "../problem-words.ts";
import { isYesNo, useRemembered } from "../remembered.ts";
import { rangesOf, textOf } from "./copying.ts";
import type { LinePlace, LineRange, Lines, Section } from "./line.ts";
import type { Stamps } from "./stamps.ts";
import type { CopyProps } from "./tools.tsx";

/** How long what came of it is shown. */
const TOLD = 6000;

interface Copying {
  sections: Section[];
  lines: Lines;
  selected: LineRange | null;
  total: number;
  stamps: Stamps;
  address: ((place: LinePlace) => string) | null;
  save(withTimes: boolean): Promise<string | null>;
}

export function useCopying({ sections, lines, selected, total, stamps, address, save }: Copying) {
  const { t, i18n } = useTranslation("log");
  const whole = useWholeOf();
  const [withTimes, setWithTimes] = useRemembered("log.copyTimes", false, isYesNo);
  const [told, setTold] = useState<string | null>(null);
  const figure = (count: number) => count.toLocaleString(i18n.language);
  const tell = useCallback((text: string) => setTold(text), []);
  useEffect(() => {
    if (told === null) return;
    const timer = window.setTimeout(() => setTold(null), TOLD);
    return () => window.clearTimeout(timer);
  }, [told]);

  const taken = withTimes ? (stamps === "off" ? "absolute" : stamps) : "off";
  const copy = async (ranges: LineRange[]) => {
    const how = { sections, stamps: taken, language: i18n.language } as const;
    const texts = await Promise.all(ranges.map((range) => textOf(range, lines, how)));
    await navigator.clipboard.writeText(texts.join(""));
    const count = ranges.reduce((sum, { from, to }) => sum + to - from, 0);
    tell(t("copied", { count, number: figure(count) }));
  };
  const attempt = (work: Promise<unknown>) => {
    work.catch((thrown) => tell(whole(Refusal.of(thrown).body) ?? ""));
  };
  const copyLink = (link: string, place: LinePlace) =>
    attempt(
      navigator.clipboard.writeText(link).then(() => tell(t("copiedLink", { line: figure(place.line + 1) }))),
    );
  const download = async () => {
    tell(t("saving"));
    const path = await save(stamps !== "off");
    if (path === null) setTold(null);
    else tell(t("saved", { path }));
  };
  const menu: CopyProps = {
    selected,
    total,
    withTimes,
    setWithTimes,
    copySelected: () => selected && attempt(copy([selected])),
    copyAll: () => attempt(copy(rangesOf(sections))),
    copyLink:
      selected && address
        ? () => {
            const place = { log: selected.log, line: selected.from };
            // A link that works outside the window, and opens it.
            copyLink(address(place).replace(/^#/, "slipway:/"), place);
          }
        : null,
  };
  /** Ctrl C takes the selected lines where no text is marked. */
  const onCopy = (event: ClipboardEvent) => {
    if (!selected || !document.getSelection()?.isCollapsed) return;
    event.preventDefault();
    attempt(copy([selected]));
  };
  return { menu, told, tell, onCopy, download: () => attempt(download()) };
}
