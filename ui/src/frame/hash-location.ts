// Where the window is: a path and its query behind the page's `#`, so that what stands before it stays as it is.
// wouter's own puts the query into the page's address, where the development host's token stands.
import { useSyncExternalStore } from "react";

/** What stands behind the `#`, as path and query. */
export function parted(hash: string): { path: string; search: string } {
  const [path = "", ...search] = hash.replace(/^#?\/?/, "").split("?");
  return { path: `/${path}`, search: search.join("?") };
}

// How often anything led somewhere, also to where the window is already. Counted before anyone who subscribes hears it.
let arrivals = 0;
window.addEventListener("hashchange", () => {
  arrivals += 1;
});

function subscribe(changed: () => void): () => void {
  window.addEventListener("hashchange", changed);
  return () => window.removeEventListener("hashchange", changed);
}

function navigate(
  to: string,
  { state = null, replace = false }: { state?: unknown; replace?: boolean } = {},
) {
  history[replace ? "replaceState" : "pushState"](state, "", `#${to.replace(/^#/, "")}`);
  // Neither of them tells anyone by itself.
  window.dispatchEvent(new HashChangeEvent("hashchange"));
}

const path = () => parted(window.location.hash).path;
const search = () => parted(window.location.hash).search;

/** The path, for wouter. */
export function useHashLocation(): [string, typeof navigate] {
  return [useSyncExternalStore(subscribe, path), navigate];
}

useHashLocation.hrefs = (href: string) => `#${href}`;

/**
 * Another number whenever something led to a path, also to the one that is shown already: a notification that is pressed
 * twice leads there twice.
 */
export function useArrival(): number {
  return useSyncExternalStore(subscribe, () => arrivals);
}

/** The query, for wouter. */
export function useHashSearch(): string {
  return useSyncExternalStore(subscribe, search);
}
