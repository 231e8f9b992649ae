// The live logs of a service: what is picked, what is sought, how it is shown.
import { Clock, Copy, Search, WrapText } from "lucide-react";
import { type ReactNode, useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { useCopied } from "../../parts/copied.ts";
import { plain } from "../../parts/log/ansi.ts";
import { Problem } from "../../parts/problem.tsx";
import { isYesNo, useRemembered } from "../../parts/remembered.ts";
import { type ContainerLogs, useContainerLogs } from "./container-logs.ts";
import { type Beside, linesText } from "./copied-lines.ts";
import type { KeptLine } from "./kept-lines.ts";
import { Lines } from "./lines.tsx";
import { Pick } from "./pick.tsx";
import type { Where } from "./where.ts";

interface LogsProps {
  where: Where;
  services: string[];
  places: string[];
  service: string;
  place: string | null;
  onPick(service: string, place: string | null): void;
}

export function Logs(props: LogsProps) {
  const { t } = useTranslation("environment");
  const { where, service, place } = props;
  const [attempt, setAttempt] = useState(0);
  const [sought, setSought] = useState("");
  const [wrap, setWrap] = useRemembered("environment.wrap", false, isYesNo);
  const [times, setTimes] = useRemembered("environment.times", true, isYesNo);
  const logs = useContainerLogs({ ...where, service, place }, attempt);
  const places = place === null && props.places.length > 1;
  const lines = useMemo(() => matching(logs.lines, sought), [logs.lines, sought]);
  return (
    <section className="panel" aria-label={t("tabs.logs")}>
      <div className="panel-tools">
        <Pick {...props} anyPlace />
        <label className="field sought">
          <Search className="i i-12" aria-hidden />
          <input
            type="search"
            aria-label={t("logs.filter")}
            placeholder={t("logs.filter")}
            value={sought}
            onChange={(event) => setSought(event.target.value)}
          />
        </label>
        <span className="grow" />
        <span className="sm faint nowrap">
          {logs.total > logs.lines.length && sought.trim() === ""
            ? t("logs.onlyLast", { count: logs.lines.length })
            : t("logs.kept", { count: lines.length })}
        </span>
        <Toggle on={wrap} name={t("logs.wrap")} onToggle={() => setWrap(!wrap)}>
          <WrapText className="i" aria-hidden />
        </Toggle>
        <Toggle on={times} name={t("logs.times")} onToggle={() => setTimes(!times)}>
          <Clock className="i" aria-hidden />
        </Toggle>
        <CopyLines lines={lines} beside={{ times, places }} />
      </div>
      {lines.length > 0 && (
        <Lines
          lines={lines}
          label={t("logs.label", { service })}
          wrap={wrap}
          times={times}
          places={places}
          onHold={logs.hold}
        />
      )}
      <Below
        logs={logs}
        shown={lines.length}
        sought={sought}
        service={service}
        onAgain={() => setAttempt(attempt + 1)}
      />
    </section>
  );
}

function matching(lines: readonly KeptLine[], sought: string): readonly KeptLine[] {
  const text = sought.trim().toLowerCase();
  if (text === "") return lines;
  return lines.filter((line) => plain(line.text).toLowerCase().includes(text));
}

function Toggle(props: { on: boolean; name: string; onToggle(): void; children: ReactNode }) {
  return (
    <button
      type="button"
      className={`btn sm ghost icon ${props.on ? "on" : ""}`}
      aria-pressed={props.on}
      aria-label={props.name}
      title={props.name}
      onClick={props.onToggle}
    >
      {props.children}
    </button>
  );
}

function CopyLines({ lines, beside }: { lines: readonly KeptLine[]; beside: Beside }) {
  const { t } = useTranslation("environment");
  const [copied, copy, isRefused] = useCopied();
  const name = isRefused
    ? t("notCopied", { ns: "common" })
    : t(copied === null ? "logs.copy" : "logs.copied");
  return (
    <button
      type="button"
      className="btn sm ghost icon"
      aria-label={name}
      title={name}
      onClick={() => copy(linesText(lines, beside))}
    >
      <Copy className="i" aria-hidden />
    </button>
  );
}

interface BelowProps {
  logs: ContainerLogs;
  shown: number;
  sought: string;
  service: string;
  onAgain(): void;
}

/** Why there are no more lines, or none. */
function Below({ logs, shown, sought, service, onAgain }: BelowProps) {
  const { t } = useTranslation("environment");
  if (logs.state === "ended") {
    return (
      <>
        {logs.problem && <Problem problem={logs.problem} />}
        <div className="pad row ruled-above" role="status">
          <span className="dim">{t("logs.ended", { service })}</span>
          <span className="grow" />
          <button type="button" className="btn sm" onClick={onAgain}>
            {t("logs.again")}
          </button>
        </div>
      </>
    );
  }
  if (shown > 0) return null;
  if (logs.lines.length > 0) return <p className="pad row dim">{t("logs.unmatched", { text: sought })}</p>;
  return (
    <p className="pad row faint" role="status">
      {logs.state === "opening" ? t("logs.opening", { service }) : t("logs.waiting")}
    </p>
  );
}
