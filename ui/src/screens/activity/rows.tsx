// The rows of the table: a day's heading, an operation.
import { useTranslation } from "react-i18next";
import { Glyph } from "../../parts/glyph.tsx";
import { operationLook } from "../../parts/operation.ts";
import { Released, useWhy } from "../../parts/operation-told.tsx";
import { personName } from "../../parts/person.ts";
import { NEED } from "../../parts/states.ts";
import { exact, useTold } from "../../parts/time.tsx";
import { Took } from "../../parts/took.tsx";
import { clock, day, dayOf } from "../../parts/when.tsx";
import type { ActivityRow, Need } from "../../wire/types.ts";
import type { DayLine } from "./days.ts";

const A_DAY = 86_400_000;
/** The columns that never fold away. */
const ALWAYS = 6;

export function DayRow({ index, line }: { index: number; line: DayLine }) {
  const { t, i18n } = useTranslation("activity");
  const name = useTold((now) => {
    const days = Math.round((dayOf(now) - line.day) / A_DAY);
    if (days === 0) return t("day.today");
    return days === 1 ? t("day.yesterday") : day(line.day, now, i18n.language, "long");
  });
  return (
    <tr className="band" data-index={index} aria-rowindex={index + 2}>
      <th colSpan={ALWAYS} scope="colgroup">
        <b>{name}</b>
        {line.whole && (
          <span>
            {t("day.count", { count: line.count })}
            {line.failed > 0 && t("day.failed", { count: line.failed })}
          </span>
        )}
      </th>
      <td className="c-who" />
      <td className="c-result" />
      <td className="c-took" />
    </tr>
  );
}

interface OperationRowProps {
  id: string;
  index: number;
  row: ActivityRow;
  need: Need | undefined;
  active: boolean;
  /** The drawer speaks about it. */
  shown: boolean;
  onOpen(): void;
}

export function OperationRow({ id, index, row, need, active, shown, onOpen }: OperationRowProps) {
  const { t, i18n } = useTranslation("activity");
  const look = operationLook(row);
  const family = need ? NEED[need.state].family : look.family;
  const word = t(`operation.${look.word}`, { ns: "common" });
  const told = look.family === "fail" || look.family === "doubt" || need !== undefined;
  const began = Date.parse(row.started_at);
  return (
    <tr
      id={id}
      className={family}
      data-index={index}
      data-needs={need ? true : undefined}
      data-active={active || undefined}
      aria-rowindex={index + 2}
      aria-selected={active}
      aria-current={shown || undefined}
    >
      <td className="rail">
        <Glyph shape={look.shape} />
      </td>
      <td className="num sm dim">
        <time dateTime={row.started_at} title={exact(began, i18n.language)}>
          {clock(began, i18n.language)}
        </time>
      </td>
      <td className={told ? "word" : undefined}>{word}</td>
      <td className="pj">{row.project}</td>
      <td>
        <Released row={row} />
      </td>
      <td className="dim">{row.environment ?? <span className="mono faint">{row.branch}</span>}</td>
      <td className="sm dim c-who" title={row.actor}>
        {personName(row.actor)}
      </td>
      <Result row={row} needs={need !== undefined} />
      <td className="num sm faint c-took">
        {need ? <NeedButton need={need} onOpen={onOpen} /> : <Took row={row} />}
      </td>
    </tr>
  );
}

/** Why it did not succeed, why it was done, or what it is about. */
function Result({ row, needs }: { row: ActivityRow; needs: boolean }) {
  const text = useWhy()(row) ?? row.subject ?? "";
  return (
    <td className={`sm c-result ${needs && row.problem ? "word" : "faint"}`} title={text}>
      {text}
    </td>
  );
}

function NeedButton({ need, onOpen }: { need: Need; onOpen(): void }) {
  const { t } = useTranslation("activity");
  const word =
    need.state === "failed" || need.state === "waiting" || need.state === "unknown" ? need.state : "other";
  return (
    <button
      type="button"
      tabIndex={-1}
      className={`btn sm ${word === "waiting" ? "main" : ""}`}
      onClick={onOpen}
    >
      {t(`need.${word}`)}
    </button>
  );
}
