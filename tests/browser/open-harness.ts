/** The engine harness on a server of its own, in a real browser; model folders go below `folder`. */

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Page } from "playwright-core";
import { build } from "vite";
import { serve } from "../../scripts/serve.mjs";
import { engineBuild } from "../../vite.config.ts";
import { siteHeaders } from "../../workers/contract/site-headers.ts";
import { launchChromium } from "./chromium.ts";

export interface Harness {
  /** What the server serves; a model exported to `folder/x` is at `url` + "x/". */
  readonly folder: string;
  readonly url: string;
  readonly page: Page;
  close(): Promise<void>;
}

const source = fileURLToPath(new URL("./", import.meta.url));

export async function openHarness(): Promise<Harness> {
  const folder = mkdtempSync(join(tmpdir(), "dolly-harness-"));
  await build({
    ...engineBuild,
    configFile: false,
    root: source,
    logLevel: "warn",
    build: { ...engineBuild.build, outDir: folder, rolldownOptions: { input: join(source, "harness.html") } },
  });
  const site = await serve({ folder, headers: siteHeaders });
  const browser = await launchChromium();
  const page = await browser.newPage();
  await page.goto(`${site.url}harness.html`);
  return {
    folder,
    url: site.url,
    page,
    async close() {
      await browser.close();
      await site.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
