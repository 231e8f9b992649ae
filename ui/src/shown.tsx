// The window in its page.
import { createRoot } from "react-dom/client";
import { App } from "./app.tsx";
import type { Host } from "./host/host.ts";
import "./styles/index.css";

export function show(host: Host, root: HTMLElement): void {
  createRoot(root).render(<App host={host} />);
}
