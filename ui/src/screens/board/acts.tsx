// What the buttons and keys of the board do. What changes what runs goes through the drawer; rules are set at once.
import { createContext, type ReactNode, useCallback, useContext, useMemo, useState } from "react";
import { useLocation } from "wouter";
import { useDrawer } from "../../frame/drawer.tsx";
import { drawnBy } from "../../frame/drawn-by.ts";
import { paths } from "../../frame/paths.ts";
import { useHost } from "../../host/context.tsx";
import { Refusal } from "../../host/host.ts";
import { useActed } from "../../parts/acted.ts";
import type { Action, Band } from "../../wire/types.ts";

/** An environment of a project, as the board has it. */
export interface Where {
  project: string;
  band: Band;
}

interface Acts {
  act(where: Where, action: Action): void;
  /** It was asked for and is not done yet. */
  isPending(where: Where, action: Action): boolean;
  /** Why the last one was not done. */
  refusal: Refusal | null;
  /** What the last one did, in a sentence. */
  done: string;
  forget(): void;
}

const ActsContext = createContext<Acts | null>(null);

export function useActs(): Acts {
  const acts = useContext(ActsContext);
  if (!acts) throw new Error("there is no board around this");
  return acts;
}

const keyOf = (where: Where, action: Action) =>
  `${where.project}/${where.band.environment}/${action.service ?? ""}/${action.verb}`;

export function ActsProvider({ children }: { children: ReactNode }) {
  const host = useHost();
  const { draw } = useDrawer();
  const [, go] = useLocation();
  const acted = useActed();
  const [pending, setPending] = useState<ReadonlySet<string>>(new Set());
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const [done, setDone] = useState("");
  const act = useCallback(
    async (where: Where, action: Action) => {
      const { project, band } = where;
      const { environment } = band;
      const drawn = drawnBy({ project, environment }, action);
      if (drawn) return draw(drawn);
      const there = leadsTo({ project, environment }, action);
      if (there) return go(there);
      const key = keyOf(where, action);
      setPending((before) => new Set(before).add(key));
      setRefusal(null);
      try {
        await doneBy(host, where, action);
        setDone(acted(action.verb, environment));
      } catch (thrown) {
        setRefusal(Refusal.of(thrown));
      } finally {
        setPending((before) => new Set([...before].filter((other) => other !== key)));
      }
    },
    [host, draw, go, acted],
  );
  const acts = useMemo<Acts>(
    () => ({
      act: (where, action) => void act(where, action),
      isPending: (where, action) => pending.has(keyOf(where, action)),
      refusal,
      done,
      forget: () => setRefusal(null),
    }),
    [act, pending, refusal, done],
  );
  return <ActsContext.Provider value={acts}>{children}</ActsContext.Provider>;
}

/**
 * Where something is seen or asked first, which is on the environment's own screen: its differences, whether a
 * colleague's work is taken over, whether a lock is given back that may be another person's.
 */
export function leadsTo(
  { project, environment }: { project: string; environment: string },
  { verb }: Action,
): string | null {
  if (verb === "unlock") return paths.unlock(project, environment);
  return verb === "compare" || verb === "take_over" ? paths.environment(project, environment) : null;
}

function doneBy(host: ReturnType<typeof useHost>, { project, band }: Where, action: Action) {
  const environment = band.environment;
  switch (action.verb) {
    case "unhold":
    case "unfreeze":
      return host.call("set_rule", { project, environment, rule: { rule: action.verb } });
    default:
      return host.call("look", { project, environment });
  }
}
