// What the next actions of an operation do: what changes what runs is planned first, the rest is done at once.
import { useState } from "react";
import { useLocation } from "wouter";
import { type Drawn, useDrawer } from "../frame/drawer.tsx";
import { planBy } from "../frame/drawn-by.ts";
import { paths } from "../frame/paths.ts";
import { useHost } from "../host/context.tsx";
import { type Host, Refusal } from "../host/host.ts";
import { useActed } from "../parts/acted.ts";
import type { Action, OperationPage } from "../wire/types.ts";

interface NextActs {
  act(action: Action): void;
  pending: Action["verb"] | null;
  refusal: Refusal | null;
  /** What the last one did, in a sentence. */
  done: string;
}

export function useNextActs(page: OperationPage): NextActs {
  const host = useHost();
  const { draw } = useDrawer();
  const [, go] = useLocation();
  const acted = useActed();
  const [pending, setPending] = useState<Action["verb"] | null>(null);
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const [done, setDone] = useState("");
  const act = async (action: Action) => {
    const drawn = planOf(page, action);
    if (drawn) return draw(drawn);
    const path = pathOf(page, action);
    if (path) return go(path);
    if (pending) return;
    setPending(action.verb);
    setRefusal(null);
    try {
      await doneBy(host, page, action);
      setDone(acted(action.verb, page.environment ?? ""));
    } catch (thrown) {
      setRefusal(Refusal.of(thrown));
    } finally {
      setPending(null);
    }
  };
  return { act: (action) => void act(action), pending, refusal, done };
}

/**
 * The actions that can be done from here. Only what moves a release is planned once more: a run is run again on its own
 * screen, and of a restart nothing says which service it was of.
 */
export function offered(page: OperationPage, actions: Action[]): Action[] {
  return actions.filter((action) => action.verb !== "again" || planOf(page, action) !== null);
}

/** The plan that an action asks for; null where it needs none. Again is about the same services, for the same reason. */
export function planOf(page: OperationPage, action: Action): Drawn | null {
  const { project, environment, kind, only, hotfix } = page;
  if (!environment) return null;
  const place = { project, environment };
  if (action.verb !== "again") return planBy(place, action.verb, action);
  const drawn = planBy(place, kind, action);
  if (drawn?.about !== "plan") return drawn;
  return { ...drawn, plan: { ...drawn.plan, services: only, hotfix } };
}

function pathOf({ project, environment, operation }: OperationPage, { verb }: Action): string | null {
  if (verb === "evidence") return paths.run(project, operation);
  if (verb === "compare" && environment) return paths.environment(project, environment);
  if (verb === "unlock" && environment) return paths.unlock(project, environment);
  return null;
}

function doneBy(host: Host, page: OperationPage, { verb, operation }: Action) {
  const { project } = page;
  const environment = page.environment ?? "";
  switch (verb) {
    case "unhold":
    case "unfreeze":
      return host.call("set_rule", { project, environment, rule: { rule: verb } });
    case "take_over":
      return host.call("take_over", { project, environment });
    case "cancel":
      return host.call("cancel", { project, operation: operation ?? page.operation });
    case "resume":
      return host.call("resume", { project, operation: operation ?? page.operation });
    default:
      return host.call("look", { project, environment });
  }
}
