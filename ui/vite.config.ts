import react from "@vitejs/plugin-react";
import type { Plugin } from "vite";
import { defineConfig } from "vitest/config";

/** The page names what its entry loads, so that it is fetched beside the entry and not after it. */
const fetchedBesideTheEntry: Plugin = {
  name: "fetched-beside-the-entry",
  transformIndexHtml: {
    order: "post",
    handler(_html, { bundle }) {
      const shown = Object.values(bundle ?? {}).find(
        (part) => part.type === "chunk" && part.name === "shown",
      );
      if (shown?.type !== "chunk") return [];
      const styles = [...(shown.viteMetadata?.importedCss ?? [])];
      const links = [
        { rel: "modulepreload", href: `/${shown.fileName}` },
        ...styles.map((style) => ({ rel: "preload", as: "style", href: `/${style}` })),
      ];
      return links.map((link) => ({ tag: "link", attrs: { ...link, crossorigin: true }, injectTo: "head" }));
    },
  },
};

export default defineConfig({
  plugins: [react(), fetchedBesideTheEntry],
  // The oldest WebKitGTK that the package asks for, 2.42 (packaging/deb.sh).
  build: { target: "safari17", sourcemap: false, rolldownOptions: { input: ["index.html"] } },
  // Named, so that no page is loaded twice because a dependency was found late.
  optimizeDeps: { entries: ["index.html", "fixtures/index.html"] },
  server: { host: "127.0.0.1", port: 5173, strictPort: true },
  // A page to show things on takes a second to make: only what shows something gets one.
  test: {
    maxWorkers: 2,
    projects: [
      { extends: true, test: { name: "rules", environment: "node", include: ["src/**/*.test.ts"] } },
      { extends: true, test: { name: "parts", environment: "jsdom", include: ["src/**/*.test.tsx"] } },
    ],
  },
});
