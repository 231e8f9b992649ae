// What running containers log, live, while it is looked at.
import { useCallback, useEffect, useRef, useState } from "react";
import { useHost } from "../../host/context.tsx";
import type { Refusal } from "../../host/host.ts";
import { openStream } from "../../host/stream.ts";
import type { ContainerLogsArgs, ErrorBody } from "../../wire/types.ts";
import { type KeptLine, KeptLines } from "./kept-lines.ts";

export interface ContainerLogs {
  lines: readonly KeptLine[];
  total: number;
  state: "opening" | "open" | "ended";
  problem: ErrorBody | null;
}

/** The same, and what holds them while somebody reads. */
interface HeldLogs extends ContainerLogs {
  hold(isHeld: boolean): void;
}

const OPENING: ContainerLogs = { lines: [], total: 0, state: "opening", problem: null };

/** The lines of a service's containers. They come in as many pieces as the network makes, and are shown once a frame. */
export function useContainerLogs(args: ContainerLogsArgs, attempt: number): HeldLogs {
  const host = useHost();
  const [logs, setLogs] = useState(OPENING);
  const { project, environment, service, place = null } = args;
  const keeping = useRef<{ kept: KeptLines; soon(): void } | null>(null);
  const hold = useCallback((isHeld: boolean) => {
    keeping.current?.kept.hold(isHeld);
    keeping.current?.soon();
  }, []);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another attempt opens it again.
  useEffect(() => {
    const kept = new KeptLines();
    let state: ContainerLogs["state"] = "opening";
    let problem: ErrorBody | null = null;
    let frame = 0;
    const show = () => {
      frame = 0;
      setLogs({ lines: kept.lines, total: kept.total, state, problem });
    };
    const soon = () => {
      frame ||= requestAnimationFrame(show);
    };
    keeping.current = { kept, soon };
    setLogs(OPENING);
    const stream = openStream(
      host,
      "container_logs",
      { project, environment, service, place },
      {
        output(output) {
          state = "open";
          if (output.output === "lines") kept.add(output.lines);
          if (output.output === "ended") [state, problem] = ["ended", output.problem];
          soon();
        },
        refused(refusal: Refusal) {
          [state, problem] = ["ended", refusal.body];
          soon();
        },
      },
    );
    return () => {
      cancelAnimationFrame(frame);
      stream.close();
    };
  }, [host, project, environment, service, place, attempt]);
  return { ...logs, hold };
}
