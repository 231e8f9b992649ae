// The entry. It is small, so that the host is spoken to while the window itself is still loaded.
import { askAhead } from "./host/ahead.ts";
import { findHost } from "./host/find.ts";

if (navigator.userAgent.includes("Linux")) document.documentElement.dataset.desktop = "linux";
const ahead = askAhead(findHost());
const root = document.getElementById("root");
if (root) void import("./shown.tsx").then(({ show }) => show(ahead, root));
