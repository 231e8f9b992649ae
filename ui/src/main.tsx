import { createRoot } from "react-dom/client";
import { App } from "./app.tsx";
import { findHost } from "./host/find.ts";
import "./styles/index.css";

const root = document.getElementById("root");
if (root) createRoot(root).render(<App host={await findHost()} />);
