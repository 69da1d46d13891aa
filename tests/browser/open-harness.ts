/** The engine harness on a server of its own, in a real browser; model folders go below `folder`. */

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Page } from "playwright-core";
import { build } from "vite";
import { serve } from "../../scripts/serve.mjs";
import { siteHeaders } from "../../workers/contract/site-headers.ts";
import { launchChromium } from "./chromium.ts";

export interface Harness {
  /** What the server serves; a model exported to `folder/x` is at `url` + "x/". */
  readonly folder: string;
  readonly url: string;
  readonly page: Page;
  /** Another tab of the same browser. */
  newPage(): Promise<Page>;
  close(): Promise<void>;
}

const source = fileURLToPath(new URL("./", import.meta.url));

export interface HarnessOptions {
  /** Origins, beside its own, that the page may reach. */
  readonly hosts?: readonly string[];
}

export async function openHarness({ hosts = [] }: HarnessOptions = {}): Promise<Harness> {
  const folder = mkdtempSync(join(tmpdir(), "dolly-harness-"));
  await build({
    configFile: false,
    root: source,
    base: "./",
    logLevel: "warn",
    resolve: { conditions: ["onnxruntime-web-use-extern-wasm", "module", "browser", "development|production"] },
    worker: { format: "es" },
    build: {
      target: "esnext",
      outDir: folder,
      emptyOutDir: true,
      assetsInlineLimit: 0,
      rolldownOptions: { input: join(source, "harness.html") },
    },
  });
  const policy = siteHeaders["Content-Security-Policy"]!.replace("connect-src", `connect-src ${hosts.join(" ")}`);
  const site = await serve({ folder, headers: { ...siteHeaders, "Content-Security-Policy": policy } });
  const browser = await launchChromium();
  const context = await browser.newContext();
  const newPage = async () => {
    const page = await context.newPage();
    await page.goto(`${site.url}harness.html`);
    return page;
  };
  return {
    folder,
    url: site.url,
    page: await newPage(),
    newPage,
    async close() {
      await browser.close();
      await site.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
