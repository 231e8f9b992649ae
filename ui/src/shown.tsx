// The window in its page.
import { createRoot } from "react-dom/client";
import { App } from "./app.tsx";
import type { Ahead } from "./host/ahead.ts";
import "./styles/index.css";

export async function show({ host, known }: Ahead, root: HTMLElement): Promise<void> {
  createRoot(root).render(<App host={host} known={await known} />);
}
