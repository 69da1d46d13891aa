/** `npm start`: installs what is missing, builds what has changed, serves the page on this machine. */

import { existsSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { installPackages } from "./install.mjs";
import { root } from "./root.mjs";
import { serve } from "./serve.mjs";

const FIRST_PORT = 4173;
const dist = join(root, "dist");

installPackages();
if (isStale()) {
  console.log("Building the page…");
  const { build } = await import("vite");
  await build({ root, configFile: join(root, "vite.config.ts"), logLevel: "warn" });
}
const { url } = await serveOnFreePort(Number(process.env.PORT) || FIRST_PORT);
console.log(`Dolly in the page is at ${url} — press Ctrl+C to stop.`);

/** Whether any source is newer than the build. */
function isStale() {
  const built = statSync(join(dist, "service-worker.js"), { throwIfNoEntry: false })?.mtimeMs ?? 0;
  const sources = ["index.html", "package-lock.json", "vite.config.ts", "src", "public", "workers", "models"];
  return sources.some((path) => newest(join(root, path)) > built);
}

/**
 * @param {string} path
 * @returns {number} milliseconds
 */
function newest(path) {
  if (!existsSync(path)) return 0;
  const stats = statSync(path);
  if (!stats.isDirectory()) return stats.mtimeMs;
  return Math.max(stats.mtimeMs, ...readdirSync(path).map((name) => newest(join(path, name))));
}

/** @param {number} port */
async function serveOnFreePort(port) {
  for (let attempt = 0; ; attempt++) {
    try {
      return await serve({ folder: dist, compress: true, port: port + attempt });
    } catch (error) {
      const taken = error instanceof Error && "code" in error && error.code === "EADDRINUSE";
      if (!taken || attempt === 20) throw error;
    }
  }
}
