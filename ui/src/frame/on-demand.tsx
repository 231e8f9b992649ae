// What is not there from the start: its code is loaded once the window has drawn what it began with, or when it is wanted
// before that.
import { type ComponentType, useEffect, useState } from "react";
import { Refusal } from "../host/host.ts";

/**
 * How long after what it began with stands in the page the window loads the rest, in milliseconds: until then that is
 * still painted, beside which nothing else is to be done.
 */
const AFTER = 400;

const rest: (() => Promise<unknown>)[] = [];

/** A component that is loaded later. From then on it is drawn at once. Where it cannot be loaded, its place says so. */
export function onDemand<Props extends object>(
  load: () => Promise<ComponentType<Props>>,
): ComponentType<Props> {
  let loaded: ComponentType<Props> | null = null;
  const begin = async () => {
    loaded ??= await load();
    return loaded;
  };
  rest.push(begin);
  // biome-ignore lint/correctness/noComponentHookFactories: each is made once, where a module is loaded.
  return function OnDemand(props: Props) {
    const [Loaded, setLoaded] = useState(() => loaded);
    useEffect(() => {
      if (Loaded) return;
      begin().then(
        (component) => setLoaded(() => component),
        // Thrown while it is drawn, so that it is told where it was to stand.
        (thrown) =>
          setLoaded(() => {
            throw notLoaded(thrown);
          }),
      );
    }, [Loaded]);
    return Loaded && <Loaded {...props} />;
  };
}

function notLoaded(thrown: unknown): Refusal {
  const why = thrown instanceof Error ? thrown.message : String(thrown);
  const message = `this part of the window could not be loaded: ${why}`;
  return new Refusal({ code: "internal", message, hint: null, details: null });
}

/** Loads everything that is loaded later, one after the other. Tests wait for `data-loaded` before they press anything. */
export function useRestLoaded(): void {
  useEffect(() => {
    const load = async () => {
      // What cannot be loaded is said where it is wanted.
      for (const begin of rest) await begin().catch(() => {});
      document.documentElement.dataset.loaded = "all";
    };
    const timer = window.setTimeout(() => void load(), AFTER);
    return () => window.clearTimeout(timer);
  }, []);
}
