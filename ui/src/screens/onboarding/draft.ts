// The slipway.yml that a person is at. It outlives the screen: a look at Settings loses nothing.
import { useSyncExternalStore } from "react";

export interface Draft {
  /** The folder that was chosen. */
  folder: string | null;
  /** The text as it was changed; null while it is as it was proposed. */
  yaml: string | null;
}

const NONE: Draft = { folder: null, yaml: null };

let draft = NONE;
const hearers = new Set<() => void>();

function set(next: Draft) {
  draft = next;
  for (const hear of hearers) hear();
}

function listen(hear: () => void) {
  hearers.add(hear);
  return () => hearers.delete(hear);
}

export function useDraft() {
  const now = useSyncExternalStore(listen, () => draft);
  return { ...now, choose, write, forget };
}

function choose(folder: string) {
  // The same folder once more, as when it is dropped again, takes away nothing that was written.
  set({ folder, yaml: folder === draft.folder ? draft.yaml : null });
}

function write(yaml: string | null) {
  set({ ...draft, yaml });
}

function forget() {
  set(NONE);
}
