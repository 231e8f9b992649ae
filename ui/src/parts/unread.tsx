// Projects that cannot be read, in the line above a list that lacks what was done in them.
import { useTranslation } from "react-i18next";
import type { UnreadProject } from "../wire/types.ts";
import { Glyph } from "./glyph.tsx";
import { ProblemLine } from "./problem-line.tsx";

interface UnreadProps {
  first: UnreadProject;
  all: readonly UnreadProject[];
}

export function Unread({ first, all }: UnreadProps) {
  const { t } = useTranslation();
  const others = all.length - 1;
  const names = all.map(({ project }) => project).join("\n");
  return (
    <div className="said" role="status">
      <Glyph shape="unknown" />
      <span className="sm nowrap">{t("unread.lacks", { project: first.project })}</span>
      <ProblemLine problem={first.problem} />
      {others > 0 && (
        <span className="faint sm nowrap" title={names}>
          {t("unread.more", { count: others })}
        </span>
      )}
    </div>
  );
}
