// Where the host leads: a notification was pressed, or a link was opened outside of the window.
import { useEffect } from "react";
import { useLocation } from "wouter";
import { useHost } from "../host/context.tsx";

/** Goes where the host says. */
export function useLed(): void {
  const host = useHost();
  const [, go] = useLocation();
  useEffect(
    () =>
      host.listen((event) => {
        if (event.event === "show") go(event.path);
      }),
    [host, go],
  );
}
