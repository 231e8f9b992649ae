// The operations that are executed now, anywhere: on the board, and runs, which have no column there.
import { useMemo } from "react";
import { useAnswer } from "../host/context.tsx";
import type { ActivityRow, Band, BoardDocument, Kind, Moving } from "../wire/types.ts";

export interface UnderWay {
  project: string;
  operation: string;
  kind: Kind;
  environment: string | null;
  /** What it brings, as people call it: `web 0.3.3`, `0.1.47`, `#118`, a branch. */
  what: string;
  since: string;
  /** How far it is; null for a run. */
  moving: Moving | null;
}

/** How many of the newest runs are looked through; more are not executed at once. */
const RUNS = 20;

export function useUnderWay(): UnderWay[] {
  const board = useAnswer("board", {});
  const runs = useAnswer("activity", { runs: true, limit: RUNS });
  return useMemo(
    () => [
      ...movingOn(board.data),
      ...(runs.data?.rows ?? []).filter(({ busy, kind }) => busy && kind === "run").map(ofRun),
    ],
    [board.data, runs.data],
  );
}

export function movingOn(board: BoardDocument | undefined): UnderWay[] {
  return (board?.projects ?? []).flatMap(({ name, bands }) =>
    bands.flatMap((band) => (band.moving?.busy ? [ofBand(name, band, band.moving)] : [])),
  );
}

function ofBand(project: string, band: Band, moving: Moving): UnderWay {
  const { operation, kind, since } = moving;
  return {
    project,
    operation,
    kind,
    environment: band.environment,
    what: brought(band, moving),
    since,
    moving,
  };
}

/** The version where there is one, with its service where it is alone. */
function brought(band: Band, { services, release }: Moving): string {
  const versions = new Set(services.map((service) => band.cells[service]?.to).filter(Boolean));
  const [version] = versions.size === 1 ? versions : [release === null ? null : `#${release}`];
  return [services.length === 1 ? services[0] : null, version].filter(Boolean).join(" ");
}

function ofRun({ project, operation, kind, environment, branch, started_at }: ActivityRow): UnderWay {
  return { project, operation, kind, environment, what: branch ?? "", since: started_at, moving: null };
}
