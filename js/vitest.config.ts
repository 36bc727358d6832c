// How the tests of the browser side run: happy-dom, Preact's JSX, no globals.
import { defineConfig } from "vitest/config";

export default defineConfig({
  esbuild: { jsx: "automatic", jsxImportSource: "preact" },
  test: {
    environment: "happy-dom",
    include: ["tests/**/*.test.{ts,tsx}"],
    restoreMocks: true,
    maxWorkers: 2,
    reporters: ["default"],
  },
});
