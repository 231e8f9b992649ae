// Tells the host what the window shows: what somebody sees is looked at again, and needs no notification.
import { useEffect } from "react";
import { useLocation } from "wouter";
import { useHost } from "../host/context.tsx";

/** Says it whenever the path changes or the window is hidden or comes back. */
export function useShowing(): void {
  const host = useHost();
  const [path] = useLocation();
  useEffect(() => {
    // Nothing is missing where it is not heard.
    const tell = () => void host.call("showing", { path: document.hidden ? null : path }).catch(() => {});
    tell();
    document.addEventListener("visibilitychange", tell);
    return () => document.removeEventListener("visibilitychange", tell);
  }, [host, path]);
}
