// Beginning a run, from wherever that is offered, and going where it is seen.
import { useCallback, useRef } from "react";
import { useLocation } from "wouter";
import { useAct } from "../host/context.tsx";
import type { RunArgs } from "../wire/types.ts";
import { paths } from "./paths.ts";

/** What is to be run. */
export type RunWish = Omit<RunArgs, "key">;

const NOTHING = { what: "", key: "" };

/** One key for one wish: what is pressed twice, or once more after an answer that was lost, begins one run. */
export function useBeginRun() {
  const [, go] = useLocation();
  const { mutate, isPending, error, reset } = useAct("run");
  const wished = useRef(NOTHING);
  const begin = useCallback(
    (wish: RunWish) => {
      if (isPending) return;
      const what = JSON.stringify(wish);
      if (wished.current.what !== what) wished.current = { what, key: crypto.randomUUID() };
      const onSuccess = ({ operation }: { operation: string }) => {
        wished.current = NOTHING;
        go(paths.run(wish.project, operation));
      };
      mutate({ ...wish, key: wished.current.key }, { onSuccess });
    },
    [mutate, isPending, go],
  );
  return { begin, isPending, refusal: error, forget: reset };
}
