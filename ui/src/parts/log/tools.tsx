// What can be done with a log: search, wrap, times, copy, download.
import { ChevronDown, ChevronUp, Clock, Copy, Download, Search, WrapText } from "lucide-react";
import type { KeyboardEvent, ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Menu, MenuCheck, MenuItem, MenuLine } from "../menu.tsx";
import { useWholeOf } from "../problem-words.ts";
import { MOST_COPIED } from "./copying.ts";
import type { LineRange } from "./line.ts";
import { nextStamps, type Stamps } from "./stamps.ts";
import type { Sought } from "./use-hits.ts";

interface ToolsProps {
  title: ReactNode;
  text: string;
  setText(text: string): void;
  sought: Sought;
  /** Which of the hits is selected, from 0; -1 where none is. */
  at: number;
  step(by: 1 | -1): void;
  /** Gives the focus to the lines. */
  leave(): void;
  isWrapped: boolean;
  setWrapped(isWrapped: boolean): void;
  stamps: Stamps;
  setStamps(stamps: Stamps): void;
  copy: CopyProps;
  download(): void;
}

export function Tools(props: ToolsProps) {
  const { t } = useTranslation("log");
  const { isWrapped, stamps } = props;
  const then = nextStamps(stamps);
  return (
    <div className="log-tools">
      <h2 className="strong row">{props.title}</h2>
      <span className="grow" />
      <SearchField {...props} />
      <button
        type="button"
        className="btn ghost icon"
        aria-label={t("wrap")}
        title={t("wrap")}
        aria-pressed={isWrapped}
        onClick={() => props.setWrapped(!isWrapped)}
      >
        <WrapText className="i" aria-hidden />
      </button>
      <button
        type="button"
        className="btn ghost stamps"
        title={t("stamps.title", { now: t(`stamps.now.${stamps}`), next: t(`stamps.now.${then}`) })}
        onClick={() => props.setStamps(then)}
      >
        <Clock className="i" aria-hidden />
        <span>{t(`stamps.${stamps}`)}</span>
      </button>
      <CopyMenu {...props.copy} />
      <button
        type="button"
        className="btn ghost icon"
        aria-label={t("download")}
        title={t("download")}
        onClick={props.download}
      >
        <Download className="i" aria-hidden />
      </button>
    </div>
  );
}

function SearchField({ text, setText, sought, at, step, leave }: ToolsProps) {
  const { t } = useTranslation("log");
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === "Enter") step(event.shiftKey ? -1 : 1);
    else if (event.key === "ArrowDown") leave();
    else if (event.key === "Escape") {
      setText("");
      leave();
    } else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <search className="field log-search">
      <Search className="i" aria-hidden />
      <input
        data-search
        value={text}
        placeholder={t("example")}
        aria-label={t("search")}
        spellCheck={false}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={onKeyDown}
      />
      {text === "" ? (
        <kbd>/</kbd>
      ) : (
        <>
          <span className="sm faint num nowrap" aria-live="polite">
            <Count sought={sought} at={at} />
          </span>
          <Step
            name={t("previous")}
            icon={<ChevronUp className="i i-12" aria-hidden />}
            step={() => step(-1)}
          />
          <Step name={t("next")} icon={<ChevronDown className="i i-12" aria-hidden />} step={() => step(1)} />
        </>
      )}
    </search>
  );
}

function Step({ name, icon, step }: { name: string; icon: ReactNode; step(): void }) {
  return (
    <button type="button" className="step-hit" aria-label={name} title={name} onClick={step}>
      {icon}
    </button>
  );
}

function Count({ sought, at }: { sought: Sought; at: number }) {
  const { t, i18n } = useTranslation("log");
  const whole = useWholeOf();
  const { hits, problem, isAsking } = sought;
  const number = hits.total.toLocaleString(i18n.language);
  if (problem) {
    return (
      <span className="fail" title={whole(problem.body)}>
        <span className="word">{t("failed")}</span>
      </span>
    );
  }
  if (isAsking) return t("asking");
  if (hits.total === 0) return t("nothing");
  if (at < 0) return t("found", { count: hits.total, number });
  return t("hit", { at: (at + 1).toLocaleString(i18n.language), total: number });
}

export interface CopyProps {
  selected: LineRange | null;
  /** How many lines there are. */
  total: number;
  withTimes: boolean;
  setWithTimes(withTimes: boolean): void;
  copySelected(): void;
  copyAll(): void;
  /** Null where lines have no address. */
  copyLink: (() => void) | null;
}

function CopyMenu(props: CopyProps) {
  const { t, i18n } = useTranslation("log");
  const { selected, total } = props;
  const figure = (count: number) => count.toLocaleString(i18n.language);
  const isTooMuch = total > MOST_COPIED;
  return (
    <Menu
      align="end"
      trigger={
        <button type="button" className="btn ghost icon" aria-label={t("copy")} title={t("copy")}>
          <Copy className="i" aria-hidden />
        </button>
      }
    >
      {selected && (
        <MenuItem onSelect={props.copySelected}>
          {t("copyLines", {
            count: selected.to - selected.from,
            from: figure(selected.from + 1),
            to: figure(selected.to),
          })}
        </MenuItem>
      )}
      {selected && props.copyLink && (
        <MenuItem onSelect={props.copyLink}>{t("copyLink", { line: figure(selected.from + 1) })}</MenuItem>
      )}
      <MenuItem
        disabled={isTooMuch || total === 0}
        end={isTooMuch && t("tooMany", { most: figure(MOST_COPIED) })}
        onSelect={props.copyAll}
      >
        {t("copyAll", { count: total, number: figure(total) })}
      </MenuItem>
      <MenuLine />
      <MenuCheck checked={props.withTimes} onChange={props.setWithTimes}>
        {t("copyTimes")}
      </MenuCheck>
    </Menu>
  );
}
