// One line at the bottom: Docker, what is under way anywhere, what was done last.
import { useRef } from "react";
import { Trans, useTranslation } from "react-i18next";
import { Link, useLocation } from "wouter";
import { useAnswer } from "../host/context.tsx";
import { useDoing } from "../parts/doing.ts";
import { Glyph } from "../parts/glyph.tsx";
import { Menu, MenuItem } from "../parts/menu.tsx";
import { percent, placeNow } from "../parts/moving.ts";
import { useWholeOf } from "../parts/problem-words.ts";
import { VERDICT } from "../parts/states.ts";
import { exact, useSpans, useTold } from "../parts/time.tsx";
import { Left } from "../parts/time-left.tsx";
import type { LastDone, Moving } from "../wire/types.ts";
import { AskedLater } from "./asked-later.tsx";
import { useDrawer } from "./drawer.tsx";
import { paths } from "./paths.ts";
import { useSaid } from "./said.ts";
import { type UnderWay, useUnderWay } from "./under-way.ts";

export function StatusBar() {
  const board = useAnswer("board", {});
  const last = board.data?.last;
  return (
    <footer className="statusbar">
      <Docker />
      <div className="now">
        {board.data && <Now />}
        <AskedLater />
        <span className="grow" />
        {last && <Last last={last} />}
        {board.data?.projects.length === 0 && <Terminal />}
      </div>
    </footer>
  );
}

/** The other way to begin. */
function Terminal() {
  return (
    <span className="faint hide-narrow">
      <Trans i18nKey="status.terminal" components={{ code: <code /> }} />
    </span>
  );
}

const RUNNING = { shape: "healthy", family: "ok", is: "running" } as const;
const AWAY = { shape: "failed", family: "fail", is: "away" } as const;
const UNKNOWN = { shape: "unknown", family: "doubt", is: "unknown" } as const;
const ASKING = { shape: "queued", family: "none", is: "asking" } as const;

/** The Docker Engine of this laptop. It leads to where its connection is chosen. */
function Docker() {
  const { t } = useTranslation();
  const whole = useWholeOf();
  const { data, error } = useAnswer("docker", {});
  const { shape, family, is } = data ? (data.version ? RUNNING : AWAY) : error ? UNKNOWN : ASKING;
  const word = t(`docker.${is}`);
  const problem = data ? data.problem : error?.body;
  const title = data?.version ? `Docker ${data.version}` : whole(problem);
  return (
    <Link href={paths.settings()} className={`dock ${family}`} title={title || word}>
      <Glyph shape={shape} name={word} />
      <span className="t" aria-hidden>
        {word}
      </span>
    </Link>
  );
}

/** The operation that began first, and the way to the others. */
function Now() {
  const { t } = useTranslation();
  const underWay = useUnderWay();
  const show = useShow();
  const said = useSaid();
  const chosen = useRef<UnderWay | null>(null);
  const showChosen = () => {
    if (chosen.current) show(chosen.current);
    chosen.current = null;
  };
  const [first, ...others] = [...underWay].sort((one, other) => one.since.localeCompare(other.since));
  if (!first) return <span className="faint">{t("status.nothing")}</span>;
  return (
    <>
      <button type="button" className="one move" onClick={() => show(first)}>
        <Glyph shape="moving" name={t("state.running")} />
        <b>{said.underWay(first)}</b>
        {first.moving ? <HowFar moving={first.moving} /> : <SoFar since={first.since} />}
      </button>
      {others.length > 0 && (
        <Menu
          afterwards={showChosen}
          trigger={
            <button type="button" className="one">
              {t("status.more", { count: others.length })}
            </button>
          }
        >
          {others.map((one) => (
            <MenuItem
              key={one.operation}
              end={one.moving && `${percent(one.moving)} %`}
              onSelect={() => {
                chosen.current = one;
              }}
            >
              {said.underWay(one)}
            </MenuItem>
          ))}
        </Menu>
      )}
    </>
  );
}

/** Shows a run on its screen, anything else in the drawer over the screen that is looked at. */
function useShow() {
  const { draw } = useDrawer();
  const [, go] = useLocation();
  return (one: UnderWay) => {
    if (one.kind === "run") go(paths.shown(one));
    else draw({ about: "operation", project: one.project, operation: one.operation });
  };
}

function HowFar({ moving }: { moving: Moving }) {
  const { t } = useTranslation();
  const doing = useDoing();
  const { step, places, left } = moving;
  const host = places > 1 && t("status.host", { n: placeNow(moving), of: places });
  return (
    <>
      <span className="faint cut">{[host, step && doing(step)].filter(Boolean).join(t("status.joint"))}</span>
      <span className="bar">
        <i style={{ width: `${percent(moving)}%` }} />
      </span>
      <span className="dim num">{percent(moving)} %</span>
      {left && <Left left={left} className="faint" />}
    </>
  );
}

function SoFar({ since }: { since: string }) {
  const { t } = useTranslation();
  const { short } = useSpans();
  const duration = useTold((now) => short(now - Date.parse(since)));
  return <span className="faint">{t("status.soFar", { duration })}</span>;
}

function Last({ last }: { last: LastDone }) {
  const { i18n } = useTranslation();
  const { short } = useSpans();
  const said = useSaid();
  const at = Date.parse(last.at);
  const age = useTold((now) => short(now - at));
  const look = VERDICT[last.verdict];
  return (
    <Link
      href={paths.shown(last)}
      className={`last hide-narrow ${look.family}`}
      title={exact(at, i18n.language)}
    >
      {look.family !== "ok" && <Glyph shape={look.shape} />}
      <span className="cut">{said.last(last, age)}</span>
    </Link>
  );
}
