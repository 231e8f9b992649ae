// A row per host. Only what has to be mended is tinted.
import { useTranslation } from "react-i18next";
import { Glyph } from "../../parts/glyph.tsx";
import type { HostFindingDocument } from "../../wire/types.ts";
import { type HostRow, type Subject, usedSubjects } from "./host-rows.ts";

export function HostTable({ rows, stale }: { rows: HostRow[]; stale: boolean }) {
  const { t } = useTranslation("onboarding");
  const subjects = usedSubjects(rows);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reachable by keys.
    <div className="scroll" tabIndex={0}>
      <table className={stale ? "tbl stale" : "tbl"}>
        <thead>
          <tr>
            <th className="st">
              <span className="sr">{t("hosts.state")}</span>
            </th>
            <th>{t("hosts.of")}</th>
            <th>{t("hosts.host")}</th>
            {subjects.map((subject) => (
              <th key={subject} className={subject}>
                {t(`hosts.subject.${subject}`)}
              </th>
            ))}
            <th className="other">{t("hosts.other")}</th>
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
      <td className="st">
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

function Said({ finding, subject }: { finding: HostFindingDocument | undefined; subject: Subject }) {
  if (!finding) return <td className={subject} />;
  return (
    <td
      className={finding.ok ? `${subject} dim` : subject}
      data-needs={finding.ok ? undefined : ""}
      title={finding.text}
    >
      {finding.text}
    </td>
  );
}

function Others({ found }: { found: HostFindingDocument[] }) {
  const { t } = useTranslation("onboarding");
  const wrong = found.find(({ ok }) => !ok);
  const all = found.map(({ text }) => text).join("\n");
  if (wrong) {
    return (
      <td className="other" data-needs title={all}>
        {wrong.text}
      </td>
    );
  }
  return (
    <td className="other faint" title={all}>
      {found.length > 0 && t("hosts.otherFine", { count: found.length })}
    </td>
  );
}
