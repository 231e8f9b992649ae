import type { Host } from "./host.ts";

/** The host of this page: the shell where it is one, otherwise the server that the address names. */
export async function findHost(): Promise<Host> {
  if ("__TAURI_INTERNALS__" in window) return (await import("./tauri.ts")).tauriHost;
  const token = new URLSearchParams(window.location.search).get("token") ?? "";
  return (await import("./loopback.ts")).loopbackHost(window.location.origin, token);
}
