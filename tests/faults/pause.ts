/** Long runs stand aside while something else is measured on the same machine. */

import { existsSync } from "node:fs";

/** Resolves once there is no file of this name, with the milliseconds that were waited. */
export async function paused(file: string | undefined): Promise<number> {
  const from = Date.now();
  while (file !== undefined && existsSync(file)) await new Promise((done) => setTimeout(done, 1000));
  return Date.now() - from;
}
