// The last run for a branch: what became of it, how long it took, or why it failed.
import { useTranslation } from "react-i18next";
import { Link } from "wouter";
import { paths } from "../../frame/paths.ts";
import { Glyph } from "../../parts/glyph.tsx";
import { operationLook } from "../../parts/operation.ts";
import { useToldAs } from "../../parts/problem-words.ts";
import { Took } from "../../parts/took.tsx";
import type { ActivityRow } from "../../wire/types.ts";

export function LastRun({ run }: { run: ActivityRow | null }) {
  const { t } = useTranslation("repositories");
  const told = useToldAs();
  if (!run) return <span className="sm faint">{t("noRun")}</span>;
  const look = operationLook(run);
  const word = t(`operation.${look.word}`, { ns: "common" });
  const problem = run.problem && told(run.problem, run.problem_code);
  const plain = look.family === "ok" || look.family === "move";
  return (
    <Link
      className={`run ${look.family}`}
      href={paths.run(run.project, run.operation)}
      tabIndex={-1}
      title={[word, problem].filter(Boolean).join("\n")}
    >
      <Glyph shape={look.family === "ok" ? "passed" : look.shape} name={word} />
      <span className={plain ? "cut" : "word cut"}>{plain ? <Took row={run} /> : (problem ?? word)}</span>
    </Link>
  );
}
