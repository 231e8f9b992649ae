// What a row of any list tells of an operation: the version that it brought, and what came of it in a sentence.
import { useTranslation } from "react-i18next";
import type { ActivityRow } from "../wire/types.ts";
import { short } from "./hash.tsx";
import { versionOf, versionsText } from "./operation.ts";
import { useToldAs } from "./problem-words.ts";

type Brought = Pick<ActivityRow, "versions" | "before" | "number" | "release" | "commit">;

/** The version with the one that it found; a number or the commit of what has none. */
export function Released({ row }: { row: Brought }) {
  const { t } = useTranslation();
  const version = versionOf(row.versions);
  const before = versionOf(row.before ?? {});
  const number = row.number ?? row.release;
  if (version === null) {
    if (number !== null) return <span className="ver">#{number}</span>;
    return row.commit ? <span className="mono faint">{short(row.commit)}</span> : null;
  }
  return (
    <>
      <span className="ver" title={versionsText(row.versions, "\n")}>
        {version}
      </span>{" "}
      {before && (
        <span className="from">
          <span className="sm faint">{t("from")}</span> <span className="mono faint">{before}</span>
        </span>
      )}
    </>
  );
}

/** Why it did not succeed, or why it was done; null where there is nothing of either to say. */
export function useWhy(): (row: Pick<ActivityRow, "problem" | "problem_code" | "reason">) => string | null {
  const { t } = useTranslation();
  const told = useToldAs();
  return ({ problem, problem_code, reason }) => {
    if (problem !== null) return told(problem, problem_code);
    return reason ? t("quoted", { reason }) : null;
  };
}
