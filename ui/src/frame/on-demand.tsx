// What is not there from the start: its code is loaded once the window has drawn what it began with, or when it is wanted
// before that.
import { type ComponentType, useEffect, useState } from "react";

/** How long after it is drawn first the window loads the rest, in milliseconds. */
const AFTER = 100;

const rest: (() => Promise<unknown>)[] = [];

/** A component that is loaded later. From then on it is drawn at once. */
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
      if (!Loaded) void begin().then((component) => setLoaded(() => component));
    }, [Loaded]);
    return Loaded && <Loaded {...props} />;
  };
}

/** Loads everything that is loaded later, one after the other. Tests wait for `data-loaded` before they press anything. */
export function useRestLoaded(): void {
  useEffect(() => {
    const load = async () => {
      for (const begin of rest) await begin();
      document.documentElement.dataset.loaded = "all";
    };
    const timer = window.setTimeout(() => void load(), AFTER);
    return () => window.clearTimeout(timer);
  }, []);
}
