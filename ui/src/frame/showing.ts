// Tells the host what the window shows: what somebody sees is looked at again, and needs no notification.
import { useEffect } from "react";
import { useLocation } from "wouter";
import { useHost } from "../host/context.tsx";
import { type Drawn, useDrawer } from "./drawer.tsx";
import { paths } from "./paths.ts";

/** Says it whenever that changes or the window is hidden or comes back, and goes where the host leads instead. */
export function useShowing(): void {
  const host = useHost();
  const [path, go] = useLocation();
  const { drawn } = useDrawer();
  const shown = seen(path, drawn);
  useEffect(() => {
    const tell = () => {
      const said = host.call("showing", { path: document.hidden ? null : shown });
      // Nothing is missing where it is not heard.
      void said.then(({ value }) => value.go !== null && go(value.go)).catch(() => {});
    };
    tell();
    document.addEventListener("visibilitychange", tell);
    return () => document.removeEventListener("visibilitychange", tell);
  }, [host, shown, go]);
}

/** An operation in the drawer is what somebody sees, over whatever screen; one that something else is drawn over is not. */
function seen(path: string, drawn: Drawn | null): string {
  if (drawn?.about === "operation") return paths.operation(drawn.project, drawn.operation);
  return drawn !== null && path.startsWith("/operations/") ? paths.activity() : path;
}
