// What lies between two images, in a line.
import { useTranslation } from "react-i18next";
import { useAnswer } from "../../host/context.tsx";
import { Glyph } from "../../parts/glyph.tsx";
import { ProblemText } from "../../parts/problem-line.tsx";
import { useSlow } from "../../parts/slow.ts";
import type { Pair } from "./selection.ts";
import { signedMegabytes } from "./sizes.ts";

interface Props {
  project: string;
  service: string;
  pair: Pair;
}

/** What the host says lies between; undefined while it is asked, also where it said so of another pair. */
export function useBetween({ project, service, pair }: Props) {
  const args = { project, service, older: pair.older.digest, newer: pair.newer.digest };
  const answer = useAnswer("compare", args);
  return { answer, data: answer.isPlaceholderData ? undefined : answer.data };
}

export function Summary(props: Props) {
  const { t } = useTranslation("images");
  const { answer, data } = useBetween(props);
  const slow = useSlow(answer.isFetching && !data);
  if (!data && answer.error)
    return (
      <span className="row cut fail">
        <Glyph shape="failed" />
        <ProblemText problem={answer.error.body} unadvised />
      </span>
    );
  if (!data) return <span className="faint cut">{slow && t("compare.asking")}</span>;
  const commits = data.commits && t("compare.commits", { count: data.commits.length });
  const names = data.config && t("compare.names", { count: data.config.length });
  const size = data.size_bytes !== null && signedMegabytes(data.size_bytes);
  return (
    <span className="cut">
      {commits}
      <span className="dim"> {[size && `${size} MB`, names].filter(Boolean).join(t("compare.comma"))}</span>
    </span>
  );
}
