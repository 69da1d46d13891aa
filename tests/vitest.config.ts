import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

export default defineConfig({
  root: fileURLToPath(new URL("../", import.meta.url)),
  test: {
    include: ["tests/**/*.test.{ts,tsx}"],
    globalSetup: "tests/global-setup.ts",
    reporters: ["default", "./tests/summary-reporter.ts"],
    pool: "forks",
    maxWorkers: 2,
    // How long something may take is for the benches to say. A software adapter beside other work takes a minute to load a
    // model, and a loaded machine more than a second for anything.
    testTimeout: 300_000,
    hookTimeout: 300_000,
    expect: { poll: { timeout: 30_000 } },
  },
});
