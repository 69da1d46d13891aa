/** TypeScript for Node's threads: loading Vite in each of them, as scripts/run.mjs does, takes longer than this once. */

import { build } from "vite";

/** An entry and all that it imports as one module, which `new Worker` takes. */
export async function bundle(entry: string): Promise<URL> {
  const built = await build({ configFile: false, logLevel: "error", build: { write: false, ssr: entry } });
  const [chunk] = "output" in built ? built.output : [];
  if (!chunk) throw new Error(`${entry} was not bundled.`);
  return new URL(`data:text/javascript,${encodeURIComponent(chunk.code)}`);
}
