// One line at the bottom: Docker, what is under way anywhere, what was done last.
import { useTranslation } from "react-i18next";
import { useAnswer } from "../host/context.tsx";
import { Glyph } from "../parts/glyph.tsx";
import { VERDICT } from "../parts/states.ts";
import { Age, shortSpan } from "../parts/time.tsx";
import type { Band, BoardDocument, Moving } from "../wire/types.ts";

export function StatusBar() {
  const board = useAnswer("board", {});
  return (
    <footer className="statusbar">
      <Docker />
      {board.data ? <Now board={board.data} /> : <div className="now" />}
    </footer>
  );
}

function Docker() {
  const { t } = useTranslation();
  const docker = useAnswer("docker", {});
  const [shape, family, word] = docker.data
    ? docker.data.version
      ? (["healthy", "ok", t("docker.running")] as const)
      : (["failed", "fail", t("docker.away")] as const)
    : (["queued", "none", t("docker.asking")] as const);
  return (
    <div className={`dock ${family}`} title={docker.data?.problem?.message ?? word}>
      <Glyph shape={shape} name={word} />
      <span className="t">{word}</span>
    </div>
  );
}

/** The operations that are executed now. */
function moving(board: BoardDocument): { project: string; band: Band; moving: Moving }[] {
  return board.projects.flatMap((project) =>
    project.bands.flatMap((band) =>
      band.moving?.busy ? [{ project: project.name, band, moving: band.moving }] : [],
    ),
  );
}

function Now({ board }: { board: BoardDocument }) {
  const { t } = useTranslation();
  const [first, ...others] = moving(board);
  return (
    <div className="now" aria-live="polite">
      {first ? (
        <>
          <span className="move">
            <Glyph shape="moving" />
          </span>
          <b className="strong">
            {first.project} → {first.band.environment}
          </b>
          {first.moving.step && (
            <span className="dim cut">
              {first.moving.step.place && `${first.moving.step.place}, `}
              {first.moving.step.action}
            </span>
          )}
          <Bar done={first.moving.done} of={first.moving.steps} />
          {first.moving.left && (
            <span className="dim">
              {t("time.left", { duration: shortSpan(first.moving.left.seconds * 1000) })}
            </span>
          )}
          {others.length > 0 && <span className="dim">+ {others.length}</span>}
        </>
      ) : (
        <span className="faint">{t("status.nothing")}</span>
      )}
      <span className="grow" />
      {board.last && <Last last={board.last} />}
    </div>
  );
}

function Bar({ done, of }: { done: number; of: number }) {
  const percent = of === 0 ? 0 : Math.round((100 * done) / of);
  return (
    <>
      <span className="bar move" style={{ width: 96 }}>
        <i style={{ width: `${percent}%` }} />
      </span>
      <span className="num">{percent} %</span>
    </>
  );
}

function Last({ last }: { last: NonNullable<BoardDocument["last"]> }) {
  const { t } = useTranslation();
  const versions = Object.values(last.versions);
  const what = [
    last.project,
    t(`kind.${last.kind}`),
    versions.length === 1 ? versions[0] : null,
    last.environment,
  ]
    .filter(Boolean)
    .join(" ");
  const look = VERDICT[last.verdict];
  return (
    <span className={`row ${look.family}`}>
      <Glyph shape={look.shape} name={t(`state.${last.verdict}`)} />
      <span className="faint cut">{what}</span>
      <Age at={last.at} className="faint" />
    </span>
  );
}
