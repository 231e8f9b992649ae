// A branch against what runs in an environment: commits behind to the left, ahead to the right.
import { useTranslation } from "react-i18next";
import { Glyph } from "../../parts/glyph.tsx";
import type { Against, RunningCommit } from "../../wire/types.ts";
import { barLength, few } from "./scale.ts";

interface Props {
  /** Undefined where the repository has no such environment. */
  running: RunningCommit | undefined;
  against: Against | undefined;
  full: number;
}

export function AgainstCell({ running, against, full }: Props) {
  const { t } = useTranslation("repositories");
  if (!running) return <Quiet title={t("against.noEnvironment")} />;
  if (running.commit === null) return <Quiet title={t("against.nothingRuns")} />;
  if (!against || against.ahead === null) return <Quiet title={t("against.unknown")} sign="?" />;
  const { ahead } = against;
  const behind = against.behind ?? 0;
  if (ahead === 0 && behind === 0)
    return (
      <div className="same ok">
        <Glyph shape="healthy" />
        <span className="cut">{t("against.same")}</span>
      </div>
    );
  const told = [
    behind > 0 && t("against.behind", { count: behind }),
    ahead > 0 && t("against.ahead", { count: ahead }),
  ];
  return (
    <div className="ab" title={told.filter(Boolean).join(t("comma"))}>
      <span className="l">{behind > 0 && `−${few(behind)}`}</span>
      <Bar side="bh" commits={behind} full={full} />
      <span className="ax" />
      <Bar side="ah" commits={ahead} full={full} />
      <span className="r">{ahead > 0 && `+${few(ahead)}`}</span>
    </div>
  );
}

function Bar({ side, commits, full }: { side: "bh" | "ah"; commits: number; full: number }) {
  const over = commits > full ? " over" : "";
  return <i className={side + over} style={{ width: `${barLength(commits, full)}%` }} />;
}

function Quiet({ title, sign = "–" }: { title: string; sign?: string }) {
  return (
    <div className="same faint" title={title}>
      <span aria-hidden>{sign}</span>
      <span className="sr">{title}</span>
    </div>
  );
}
