// The commits between what runs and what goes out.
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Hash, short } from "../parts/hash.tsx";
import { personName } from "../parts/person.ts";
import type { CommitDocument } from "../wire/types.ts";

/** How many are shown at first, and how many more at a time. */
const FIRST = 8;
const MORE = 100;

export function Commits({ commits }: { commits: CommitDocument[] }) {
  const { t } = useTranslation("drawer");
  const [shown, setShown] = useState(FIRST);
  // One more line says no less than the button that would stand there.
  const count = commits.length <= shown + 1 ? commits.length : shown;
  const rest = commits.length - count;
  const range = useRange(commits);
  if (commits.length === 0) return null;
  return (
    <section>
      <h3 className="sec">
        {t("commits.head")} <span className="faint">{range}</span>
      </h3>
      <ul>
        {commits.slice(0, count).map((commit) => (
          <Commit key={commit.sha} commit={commit} />
        ))}
      </ul>
      {rest > 0 && (
        <button type="button" className="btn sm ghost more" onClick={() => setShown(shown + MORE)}>
          {t("commits.more", { count: Math.min(rest, MORE) })}
        </button>
      )}
    </section>
  );
}

function useRange(commits: CommitDocument[]): string {
  const { t } = useTranslation("drawer");
  const [newest, oldest] = [commits[0], commits.at(-1)];
  const leaving = commits.filter(({ change }) => change === "removed").length;
  const range =
    newest && oldest && newest !== oldest
      ? t("commits.range", { from: short(oldest.sha), to: short(newest.sha) })
      : "";
  return leaving > 0 ? t("commits.leave", { count: leaving }) : range;
}

export function Commit({ commit }: { commit: CommitDocument }) {
  const { t } = useTranslation("drawer");
  const { sha, subject, author, change } = commit;
  return (
    <li className={change === "removed" ? "ln commit leaves" : "ln commit"}>
      {change === "removed" && (
        <span className="sign mono" role="img" aria-label={t("services.tag.removed")}>
          −
        </span>
      )}
      <Hash hash={sha} what={t("commits.commit")} />
      <span className="grow cut" title={subject}>
        {subject}
      </span>
      <span className="sm faint cut author" title={author}>
        {personName(author)}
      </span>
    </li>
  );
}
