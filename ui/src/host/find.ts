import type { Host } from "./host.ts";
import { loopbackHost } from "./loopback.ts";
import { tauriHost } from "./tauri.ts";

/** The host of this page: the shell where it is one, otherwise the server that the address names. */
export function findHost(): Host {
  if ("__TAURI_INTERNALS__" in window) return tauriHost();
  const token = new URLSearchParams(window.location.search).get("token") ?? "";
  return loopbackHost(window.location.origin, token);
}
