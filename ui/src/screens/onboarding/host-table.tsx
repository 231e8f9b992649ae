// A row per host. Only what has to be mended is tinted.
import { useTranslation } from "react-i18next";
import { Glyph } from "../../parts/glyph.tsx";
import { platform } from "../../parts/platform.ts";
import { type HostRow, type Subject, usedSubjects } from "./host-rows.ts";
import type { HostFinding } from "./host-words.ts";

export function HostTable({ rows, stale }: { rows: HostRow[]; stale: boolean }) {
  const { t } = useTranslation("onboarding");
  const subjects = usedSubjects(rows);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reachable by keys.
    <div className="scroll" tabIndex={0}>
      <table className={stale ? "tbl stale" : "tbl"}>
        <colgroup>
          <col className="st" />
          <col className="n" />
          <col />
          {subjects.map((subject) => (
            <col key={subject} className={subject} />
          ))}
          <col className="other" />
        </colgroup>
        <thead>
          <tr>
            <th scope="col">
              <span className="sr">{t("hosts.state")}</span>
            </th>
            <th scope="col">{t("hosts.of")}</th>
            <th scope="col">{t("hosts.host")}</th>
            {subjects.map((subject) => (
              <th key={subject} scope="col" className={AT_THE_END.has(subject) ? "num" : undefined}>
                {t(`hosts.subject.${subject}`)}
              </th>
            ))}
            <th scope="col">{t("hosts.other")}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row, index) => (
            <Host
              key={`${row.environment} ${row.place}`}
              row={row}
              subjects={subjects}
              first={rows[index - 1]?.environment !== row.environment}
            />
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** A host; its environment is named at the first one. */
function Host({ row, subjects, first }: { row: HostRow; subjects: Subject[]; first: boolean }) {
  const { t } = useTranslation("onboarding");
  return (
    <tr className={row.ready ? "ok" : "fail"}>
      <td>
        <Glyph shape={row.ready ? "healthy" : "failed"} name={t(row.ready ? "hosts.ready" : "hosts.unfit")} />
      </td>
      <td className="n">{first ? row.environment : <span className="sr">{row.environment}</span>}</td>
      <td className="mono dim">{row.place}</td>
      {row.away ? (
        <td colSpan={subjects.length + 1} data-needs title={row.away.text}>
          {row.away.text}
        </td>
      ) : (
        <>
          {subjects.map((subject) => (
            <Said key={subject} finding={row.columns.get(subject)} subject={subject} />
          ))}
          <Others found={row.others} />
        </>
      )}
    </tr>
  );
}

/** What is fine in these is no more than fine. */
const YES_OR_NO: ReadonlySet<Subject> = new Set<Subject>(["clock", "registry"]);

/** Sizes and signs stand at the end of their columns. */
const AT_THE_END: ReadonlySet<Subject> = new Set<Subject>(["disk", "clock", "registry"]);

function Said({ finding, subject }: { finding: HostFinding | undefined; subject: Subject }) {
  if (!finding) return <td />;
  const { ok, text, brief } = finding;
  const classes = [ok && "dim", AT_THE_END.has(subject) && "num"].filter(Boolean).join(" ");
  return (
    <td className={classes || undefined} data-needs={ok ? undefined : ""} title={text}>
      {YES_OR_NO.has(subject) ? (
        <span className={ok ? "sign ok" : "sign fail"}>
          <Glyph shape={ok ? "passed" : "failed"} name={text} />
        </span>
      ) : subject === "architecture" ? (
        platform(brief)
      ) : (
        brief
      )}
    </td>
  );
}

/** What has no column of its own, together. */
function Others({ found }: { found: HostFinding[] }) {
  const { t } = useTranslation("onboarding");
  const wrong = found.find(({ ok }) => !ok);
  const all = found.map(({ text }) => text).join("\n");
  return (
    <td className={wrong ? undefined : "faint"} data-needs={wrong ? "" : undefined} title={all}>
      {wrong ? wrong.text : found.length > 0 && t("hosts.otherFine", { count: found.length })}
    </td>
  );
}
