// Deployments over time: a lane per environment, a dot per deployment, a triangle where it failed.
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { operationLook, versionOf } from "../../parts/operation.ts";
import { useNow } from "../../parts/time.tsx";
import { clock, day, whenText } from "../../parts/when.tsx";
import type { ActivityRow } from "../../wire/types.ts";
import { type Dot, type Lane, type Lanes, lanesOf, ticksOf } from "./lanes.ts";

/** How often the dots move on: they do not by seconds. */
const MINUTE = 60_000;
/** More lanes than these would take the room of the list. */
const LANES = 7;

interface OverTimeProps {
  /** Null while they are not known. */
  rows: ActivityRow[] | null;
  environments: string[];
}

export function OverTime({ rows, environments }: OverTimeProps) {
  const { t, i18n } = useTranslation("activity");
  const now = useNow(MINUTE);
  const lanes = useMemo(() => lanesOf(rows ?? [], environments, now), [rows, environments, now]);
  const since = day(lanes.since, now, i18n.language, "long");
  const rest = lanes.lanes.length - LANES;
  const failed = (count: number) => (count > 0 ? t("time.failed", { count }) : "");
  const sentence = t("time.sentence", {
    since,
    lanes: lanes.lanes
      .map((lane) => t("time.lane", { ...lane, failed: failed(lane.failed) }))
      .join(i18n.language === "zh" ? "" : " "),
  });
  return (
    <figure className="over-time">
      <figcaption className="row">
        <b>{rows && t("time.title", { since })}</b>
        {rest > 0 && <span className="sm faint cut">{t("time.more", { count: rest })}</span>}
        <span className="grow" />
        <span className="sm faint hide-narrow">{t("time.legend")}</span>
      </figcaption>
      <div className="lanes" role="img" aria-label={rows ? sentence : t("show.overTime")}>
        {lanes.lanes.slice(0, LANES).map((lane) => (
          <LaneRow key={lane.environment} lane={lane} now={now} known={rows !== null} />
        ))}
        {rows ? <Axis lanes={lanes} /> : <div className="axis" />}
      </div>
    </figure>
  );
}

function LaneRow({ lane, now, known }: { lane: Lane; now: number; known: boolean }) {
  const { t } = useTranslation("activity");
  return (
    <>
      <span className="cut">{lane.environment}</span>
      <svg className="lane" aria-hidden="true">
        <line className="gl" x1="0" x2="100%" y1="50%" y2="50%" />
        {lane.dots.map((dot) => (
          <Mark key={dot.row.operation} dot={dot} now={now} />
        ))}
      </svg>
      <span className="sm faint num nowrap">
        {known && (lane.count === 0 ? t("time.none") : lane.count)}
        {lane.failed > 0 && <span className="fail word">{t("time.failed", { count: lane.failed })}</span>}
      </span>
    </>
  );
}

function Mark({ dot, now }: { dot: Dot; now: number }) {
  const { t, i18n } = useTranslation("activity");
  const { row } = dot;
  const what = t(`operation.${operationLook(row).word}`, { ns: "common" });
  const when = whenText(Date.parse(row.started_at), now, i18n.language);
  const title = t("time.dot", { what, version: versionOf(row.versions) ?? row.project, when });
  return (
    <svg x={`${(dot.at * 100).toFixed(2)}%`} y="50%" overflow="visible" aria-hidden="true">
      {dot.failed ? (
        <path className="d bad" d="M0-4.6 4.4 3.2h-8.8z">
          <title>{title}</title>
        </path>
      ) : (
        <circle className="d" r="3">
          <title>{title}</title>
        </circle>
      )}
    </svg>
  );
}

function Axis({ lanes }: { lanes: Lanes }) {
  const { i18n } = useTranslation();
  return (
    <div className="axis" aria-hidden="true">
      {ticksOf(lanes).map(({ at, time, hours }) => (
        <span key={time} style={{ insetInlineStart: `${(at * 100).toFixed(2)}%` }}>
          {hours ? clock(time, i18n.language) : day(time, lanes.now, i18n.language)}
        </span>
      ))}
    </div>
  );
}
