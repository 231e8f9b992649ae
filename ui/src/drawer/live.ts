// The last lines of a log, while more come.
import { useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { askAgain } from "../host/ask-again.ts";
import { useAnswer, useHost } from "../host/context.tsx";
import type { LogLineRow } from "../wire/types.ts";

/** How long several lines are gathered before the log is asked again. */
const GATHER = 300;

/** Asks for the log again while lines come. */
function useLogged(operation: string, enabled: boolean) {
  const host = useHost();
  const client = useQueryClient();
  useEffect(() => {
    if (!enabled) return;
    let timer: number | undefined;
    const stop = host.listen((event) => {
      if (event.event !== "logged" || event.operation !== operation) return;
      timer ??= window.setTimeout(() => {
        timer = undefined;
        askAgain(client, ({ queryKey }) => queryKey[0] === "log");
      }, GATHER);
    });
    return () => {
      stop();
      window.clearTimeout(timer);
    };
  }, [host, client, operation, enabled]);
}

export interface Tail {
  lines: LogLineRow[];
  total: number;
  /** More may come. */
  follows: boolean;
}

/** The last lines of a step; null while they are not known. */
export function useTail(
  args: { project: string; operation: string; step: string },
  count: number,
): Tail | null {
  // How many there are has to be known before the last ones can be named.
  const head = useAnswer("log", { ...args, from: 0, limit: 1 });
  const total = head.data?.total ?? 0;
  const from = Math.max(0, total - count);
  const tail = useAnswer("log", { ...args, from, limit: count }, { enabled: total > 0 });
  useLogged(args.operation, head.data ? !head.data.ended : false);
  if (!head.data) return null;
  const { ended } = head.data;
  if (total === 0) return { lines: [], total, follows: !ended };
  return tail.data ? { lines: tail.data.lines.slice(-count), total, follows: !ended } : null;
}
