// What is seen of a log: headings that fold, and lines. Text stays text: nothing a line holds becomes an element.
import { ChevronDown, ChevronRight } from "lucide-react";
import { type MouseEvent, memo, useMemo } from "react";
import { useTranslation } from "react-i18next";
import { Glyph } from "../glyph.tsx";
import { pieces } from "./ansi.ts";
import type { LogLine, Section } from "./line.ts";
import { marked } from "./marks.ts";
import { type Stamps, stamp } from "./stamps.ts";

interface HeadingProps {
  section: Section;
  isOpen: boolean;
  toggle(section: Section): void;
}

export const Heading = memo(function Heading({ section, isOpen, toggle }: HeadingProps) {
  const { t, i18n } = useTranslation("log");
  const { title, look, note, lines } = section;
  const number = lines.toLocaleString(i18n.language);
  const Fold = isOpen ? ChevronDown : ChevronRight;
  return (
    <button
      type="button"
      className={`lf ${look.family}`}
      aria-expanded={isOpen}
      onClick={() => toggle(section)}
    >
      <Fold className="i i-12 faint" aria-hidden />
      <Glyph shape={look.shape} />
      <span className={look.family === "fail" ? "strong cut" : "cut"}>{title}</span>
      <span className="faint nowrap">{t("lines", { count: lines, number })}</span>
      <span className="grow" />
      <span className="faint nowrap">{note}</span>
    </button>
  );
});

interface LineProps {
  /** Its number, from 0. */
  index: number;
  log: string;
  /** Not there yet where it is undefined: its place is kept. */
  line: LogLine | undefined;
  since: number | null;
  stamps: Stamps;
  sought: RegExp | null;
  isSelected: boolean;
  /** The error that the log was opened at. */
  isFirst: boolean;
  href: string | undefined;
  select(log: string, line: number, extend: boolean): void;
}

export const Line = memo(function Line(props: LineProps) {
  const { index, log, line, since, stamps, isSelected, isFirst, href, select } = props;
  const { i18n } = useTranslation();
  const classes = ["l", line?.alarm && "err", isFirst && "first", isSelected && "sel"]
    .filter(Boolean)
    .join(" ");
  const onClick = (event: MouseEvent) => {
    event.preventDefault();
    select(log, index, event.shiftKey);
  };
  return (
    <div className={classes} data-line={index} data-log={log}>
      {/* Keys reach a line by N, by search and by selecting; a stop per line would be a thousand. */}
      <a className="no" href={href} tabIndex={-1} onClick={onClick}>
        {index + 1}
      </a>
      {stamps !== "off" && <span className="ts">{line && stamp(line.at, since, stamps, i18n.language)}</span>}
      <span className="tx">{line ? <Text line={line} sought={props.sought} isNow={isSelected} /> : "…"}</span>
    </div>
  );
});

function Text({ line, sought, isNow }: { line: LogLine; sought: RegExp | null; isNow: boolean }) {
  const { t, i18n } = useTranslation("log");
  const shown = useMemo(() => pieces(line.text), [line.text]);
  const parts = useMemo(() => marked(shown.pieces, sought), [shown, sought]);
  return (
    <>
      {line.label && <span className="lb">{line.label} </span>}
      {parts.map(({ text, className, isMarked }, at) => {
        const Part = isMarked ? "mark" : "span";
        const classes = isMarked && isNow ? `${className} now` : className;
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: a line's pieces have nothing else that tells them apart.
          <Part key={at} className={classes || undefined}>
            {text}
          </Part>
        );
      })}
      {shown.left > 0 && (
        <span className="lcut">
          {" … "}
          {t("cut", { count: shown.left, number: shown.left.toLocaleString(i18n.language) })}
        </span>
      )}
    </>
  );
}
