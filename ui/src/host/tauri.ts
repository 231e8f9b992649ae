// The desktop shell. The only module that speaks to it.
import { invoke } from "@tauri-apps/api/core";
import { listen } from "@tauri-apps/api/event";
import type { ErrorBody, Event } from "../wire/types.ts";
import { type Answer, type Args, type CallName, type Host, type Known, Refusal } from "./host.ts";
import { sharing } from "./sharing.ts";

declare global {
  interface Window {
    /** What the shell laid into its page (src-tauri/src/ahead.rs), and when, in seconds since 1970. */
    __SLIPWAY_AHEAD__?: { at: number; known: Known };
  }
}

/** A page that is loaded again finds what lay ready for it the first time. What is older than this, in seconds, is left. */
const OLD = 10;

function liesReady(): Known | undefined {
  const ahead = window.__SLIPWAY_AHEAD__;
  return ahead && Date.now() / 1000 - ahead.at < OLD ? ahead.known : undefined;
}

function refuse(thrown: unknown): never {
  const body = (thrown as { error?: ErrorBody } | null)?.error;
  throw body ? new Refusal(body) : Refusal.of(thrown);
}

/** What is unlistened may not be listened to yet. */
function listening<Payload>(name: string, hear: (payload: Payload) => void): () => void {
  const unlisten = listen<Payload>(name, ({ payload }) => hear(payload));
  return () => void unlisten.then((stop) => stop());
}

const nobody = () => {};

/** The shell, listened to from now on. */
export function tauriHost(): Host {
  let hear: (event: Event) => void = nobody;
  // What changed between an answer and the first event that is heard would never be told, so this comes first.
  const hears = listen<Event>("slipway", ({ payload }) => hear(payload));
  const known = liesReady();
  // What changed since it was answered was not heard. Why nothing can be heard is told to who asks.
  if (known) {
    const topics = known.flatMap(([, { reads }]) => reads);
    hears.then(() => hear({ event: "changed", topics })).catch(() => {});
  }
  return {
    ...(known && { known }),
    call: <Name extends CallName>(name: Name, args: Args<Name>) =>
      hears.then(() => invoke<Answer<Name>>(name, { args })).catch(refuse),
    listen: sharing((all) => {
      hear = all;
      return () => {
        hear = nobody;
      };
    }),
    chooseFolder: () => invoke<string | null>("choose_folder").catch(refuse),
    chooseFile: () => invoke<string | null>("choose_file").catch(refuse),
    saveText: (name, text) => invoke<void>("save_text", { name, text }).catch(refuse),
    closeWindow: () => invoke<void>("close_window").catch(refuse),
    quit: () => invoke<void>("quit").catch(refuse),
    listenDrops: (dropped) =>
      listening<{ paths: string[] }>("tauri://drag-drop", ({ paths }) => paths[0] && dropped(paths[0])),
  };
}
