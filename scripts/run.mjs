/**
 * Runs a TypeScript entry in Node: `node scripts/run.mjs ENTRY [arguments]`. Node 20 reads no TypeScript; Vite, which
 * builds the page, does. The entry exports `main(args)`, which resolves to the exit code.
 */

import { resolve } from "node:path";
import { runnerImport } from "vite";

// Vite would take it for development, and the page it then builds would mix two builds of React.
process.env.NODE_ENV ??= "production";

const [entry, ...args] = process.argv.slice(2);
if (entry === undefined) {
  process.stderr.write("node scripts/run.mjs ENTRY [arguments]\n");
  process.exit(1);
}
const { module } = await runnerImport(resolve(entry), { configFile: false, logLevel: "error" });
if (typeof module.main !== "function") {
  process.stderr.write(`${entry} does not export main.\n`);
  process.exit(1);
}
process.exitCode = await module.main(args);
