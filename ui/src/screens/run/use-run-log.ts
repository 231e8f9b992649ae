// The lines of a run's log: asked for in pages, and once more whenever the host tells of new ones.
import { useCallback, useEffect, useMemo } from "react";
import { useHost } from "../../host/context.tsx";
import { Refusal } from "../../host/host.ts";
import type { Search } from "../../parts/log/line.ts";
import { Pages } from "../../parts/log/pages.ts";

/** How often a growing log is asked whether it has grown, at most. */
const OFTEN = 100;

export interface RunLog {
  pages: Pages;
  search: Search;
  /** Keeps a log as a file; answers where. */
  save(steps: string[], withTimes: boolean): Promise<string>;
}

export function useRunLog(project: string, operation: string): RunLog {
  const host = useHost();
  const pages = useMemo(
    () =>
      new Pages(async (step, from, limit) => {
        const { value } = await host.call("log", { project, operation, step, from, limit });
        return { total: value.total, lines: value.lines };
      }),
    [host, project, operation],
  );
  const search = useCallback<Search>(
    async (step, text, errors) => {
      const { value } = await host.call("search_log", { project, operation, step, text, errors });
      return value;
    },
    [host, project, operation],
  );
  const save = useCallback(
    async (steps: string[], times: boolean) => {
      const paths: string[] = [];
      for (const step of steps) {
        const { value } = await host.call("save_log", { project, operation, step, times }).catch((thrown) => {
          throw Refusal.of(thrown);
        });
        paths.push(value.path);
      }
      return paths.join(", ");
    },
    [host, project, operation],
  );
  return { pages, search, save };
}

/** Keeps up with the logs of steps that are under way. */
export function useGrowth({ pages }: RunLog, operation: string, steps: string[]): void {
  const host = useHost();
  const names = steps.join("\n");
  useEffect(() => {
    if (names === "") return;
    let timer: number | undefined;
    const ask = () => {
      timer = undefined;
      for (const step of names.split("\n")) pages.probe(step);
    };
    ask();
    const end = host.listen((event) => {
      const grows = event.event === "logged" && event.operation === operation;
      if (grows || event.event === "lost") timer ??= window.setTimeout(ask, OFTEN);
    });
    return () => {
      end();
      window.clearTimeout(timer);
    };
  }, [host, pages, operation, names]);
}
