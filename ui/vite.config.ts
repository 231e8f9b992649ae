import react from "@vitejs/plugin-react";
import { defineConfig } from "vitest/config";

export default defineConfig({
  plugins: [react()],
  // The oldest WebKitGTK that the package asks for, 2.42 (packaging/deb.sh).
  build: { target: "safari17", sourcemap: false, rolldownOptions: { input: ["index.html"] } },
  // Named, so that no page is loaded twice because a dependency was found late.
  optimizeDeps: { entries: ["index.html", "fixtures/index.html"] },
  server: { host: "127.0.0.1", port: 5173, strictPort: true },
  test: { environment: "jsdom", include: ["src/**/*.test.{ts,tsx}"] },
});
