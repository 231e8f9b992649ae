// A run in the list.
import { RotateCcw } from "lucide-react";
import { memo } from "react";
import { useTranslation } from "react-i18next";
import { Glyph } from "../../parts/glyph.tsx";
import { ListedHash, short } from "../../parts/hash.tsx";
import { operationLook, versionOf, versionsText } from "../../parts/operation.ts";
import { personName } from "../../parts/person.ts";
import { useToldAs } from "../../parts/problem-words.ts";
import { Took } from "../../parts/took.tsx";
import { When } from "../../parts/when.tsx";
import type { ActivityRow } from "../../wire/types.ts";

interface RowProps {
  id: string;
  index: number;
  row: ActivityRow;
  isActive: boolean;
  again(row: ActivityRow): void;
}

export const RunRow = memo(function RunRow({ id, index, row, isActive, again }: RowProps) {
  const { t } = useTranslation("runs");
  const told = useToldAs();
  const look = operationLook(row);
  // What waits, and what nobody carries on, stays so until a person comes.
  const needs = look.family === "wait" || look.family === "doubt";
  const version = versionOf(row.versions);
  const subject = (row.problem && told(row.problem, row.problem_code)) ?? row.subject ?? "";
  return (
    <tr
      id={id}
      className={look.family}
      data-index={index}
      data-needs={needs || undefined}
      data-active={isActive || undefined}
      aria-rowindex={index + 2}
      aria-selected={isActive}
    >
      <td>
        <Glyph shape={look.shape} name={t(`operation.${look.word}`, { ns: "common" })} />
      </td>
      <td className="num mono">{row.number !== null && `#${row.number}`}</td>
      <td>
        {version !== null && (
          <span
            className={row.verdict === "succeeded" ? "ver" : "mono faint"}
            title={versionsText(row.versions, "\n")}
          >
            {version}
          </span>
        )}
      </td>
      <td className="pj">{row.project}</td>
      <td className="mono dim">{row.branch}</td>
      <td>{row.commit && <ListedHash hash={row.commit} />}</td>
      <td className={row.problem ? "word" : undefined} title={subject}>
        {subject}
      </td>
      <td className="dim sm" title={row.actor}>
        {personName(row.actor)}
      </td>
      <td className="num sm dim">
        <Took row={row} />
      </td>
      <td className="num sm faint">
        <When at={row.started_at} />
      </td>
      <td>
        {row.commit && (
          <button
            type="button"
            tabIndex={-1}
            className="btn sm icon ghost"
            aria-label={t("begin.again", { commit: short(row.commit) })}
            title={t("begin.again", { commit: short(row.commit) })}
            onClick={() => again(row)}
          >
            <RotateCcw className="i" aria-hidden />
          </button>
        )}
      </td>
    </tr>
  );
});
