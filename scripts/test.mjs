/**
 * `npm test`: lint, types, and every test that needs no GPU and no network. Arguments go to Vitest; with any, only Vitest
 * runs (`npm test -- sampler`).
 */

import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { installPackages } from "./install.mjs";
import { root } from "./root.mjs";

const names = process.argv.slice(2);

installPackages();
const { requireChromium } = await import("./chromium.mjs");
try {
  process.env.CHROMIUM = requireChromium();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
}
if (names.length === 0) {
  run("@biomejs/biome/bin/biome", ["ci", "--error-on-warnings"]);
  run("typescript/bin/tsc", ["-b"]);
}
run("vitest/vitest.mjs", ["run", "--config", "tests/vitest.config.ts", ...names]);

/**
 * @param {string} program Below node_modules.
 * @param {string[]} programArguments
 */
function run(program, programArguments) {
  const path = join(root, "node_modules", program);
  const { status } = spawnSync(process.execPath, [path, ...programArguments], { cwd: root, stdio: "inherit" });
  if (status !== 0) process.exit(status ?? 1);
}
