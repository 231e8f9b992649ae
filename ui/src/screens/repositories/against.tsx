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
  if (!against) return <Quiet title={t("against.notCompared")} sign="" />;
  if (against.ahead === null)
    return (
      <div className="same doubt" title={t("against.unknown")}>
        <Glyph shape="unknown" name={t("against.unknown")} />
      </div>
    );
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
      <Half side="behind" sign="−" commits={behind} full={full} />
      <span className="axis" />
      <Half side="ahead" sign="+" commits={ahead} full={full} />
    </div>
  );
}

interface HalfProps {
  side: "behind" | "ahead";
  sign: string;
  commits: number;
  full: number;
}

/** A bar away from what runs; its number stands where those of other rows do. */
function Half({ side, sign, commits, full }: HalfProps) {
  if (commits === 0) return <span className={side} />;
  const share = barLength(commits, full) / 100;
  return (
    <span className={commits > full ? `${side} over` : side}>
      <i style={{ width: `calc((100% - var(--number)) * ${share})` }} />
      <span className="no">{sign + few(commits)}</span>
    </span>
  );
}

function Quiet({ title, sign = "–" }: { title: string; sign?: string }) {
  return (
    <div className="same faint" title={title}>
      <span aria-hidden>{sign}</span>
      <span className="sr">{title}</span>
    </div>
  );
}
