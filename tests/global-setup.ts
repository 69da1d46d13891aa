import { fileURLToPath } from "node:url";
import { build } from "vite";

/** Builds the page once: the tests in a browser run what a visitor gets. */
export async function setup(): Promise<void> {
  process.env.NODE_ENV = "production"; // Vitest says "test", and Vite would build for development
  const root = fileURLToPath(new URL("../", import.meta.url));
  await build({ root, configFile: fileURLToPath(new URL("../vite.config.ts", import.meta.url)), logLevel: "warn" });
}
