import { useLocation } from "wouter";
import { paths } from "../../frame/paths.ts";
import { useAct } from "../../host/context.tsx";

/** Begins a run and goes to it. */
export function useRun() {
  const [, go] = useLocation();
  const run = useAct("run");
  const begin = (project: string, { revision, dirty }: { revision: string | null; dirty: boolean }) =>
    run.mutate(
      { project, revision, dirty, key: crypto.randomUUID() },
      { onSuccess: ({ operation }) => go(paths.run(project, operation)) },
    );
  return { begin, pending: run.isPending, refused: run.error?.body ?? null, forget: run.reset };
}
