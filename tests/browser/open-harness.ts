/** The engine harness on a server of its own, in a real browser; model folders go below `folder`. */

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Page } from "playwright-core";
import { build } from "vite";
import { serve } from "../../scripts/serve.mjs";
import { engineBuild } from "../../vite.config.ts";
import { contentSecurityPolicy, sharedHeaders } from "../../workers/contract/site-headers.ts";
import { launchChromium, launchProfile } from "./chromium.ts";

export interface Harness {
  /** What the server serves; a model exported to `folder/x` is at `url` + "x/". */
  readonly folder: string;
  readonly url: string;
  /** Where the browser keeps its files; `null` for one that keeps them in memory. */
  readonly profile: string | null;
  readonly page: Page;
  /** Another tab of the same browser. */
  newPage(): Promise<Page>;
  close(): Promise<void>;
}

const source = fileURLToPath(new URL("./", import.meta.url));

export interface HarnessOptions {
  /** Origins, beside its own, that the page may reach. */
  readonly hosts?: readonly string[];
  /** A profile on disk, for files of gigabytes; otherwise the browser keeps them in memory. */
  readonly onDisk?: boolean;
}

export interface HarnessSite {
  readonly folder: string;
  /** Ends with a slash; the page is its harness.html. */
  readonly url: string;
  stop(): Promise<void>;
}

/** Builds the harness and serves it. `hosts`: origins, beside its own, that the page may reach. */
export async function serveHarness(hosts: readonly string[]): Promise<HarnessSite> {
  const folder = mkdtempSync(join(tmpdir(), "dolly-harness-"));
  await build({
    ...engineBuild,
    configFile: false,
    root: source,
    logLevel: "warn",
    build: { ...engineBuild.build, outDir: folder, rolldownOptions: { input: join(source, "harness.html") } },
  });
  // Its pages start workers of their own, and its benches other people's; the built page's tests hold the whole policy.
  const policy = contentSecurityPolicy
    .replace("connect-src", `connect-src ${hosts.join(" ")}`)
    .replace(/require-trusted-types-for[^;]*; trusted-types[^;]*/, "");
  const site = await serve({ folder, headers: { ...sharedHeaders, "Content-Security-Policy": policy } });
  return {
    folder,
    url: site.url,
    async stop() {
      await site.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

export async function openHarness({ hosts = [], onDisk = false }: HarnessOptions = {}): Promise<Harness> {
  const site = await serveHarness(hosts);
  const profile = onDisk ? mkdtempSync(join(tmpdir(), "dolly-profile-")) : null;
  const context = profile ? await launchProfile(profile) : await (await launchChromium()).newContext();
  const newPage = async () => {
    const page = await context.newPage();
    await page.goto(`${site.url}harness.html`);
    return page;
  };
  return {
    ...site,
    profile,
    page: await newPage(),
    newPage,
    async close() {
      await (context.browser() ?? context).close();
      await site.stop();
      if (profile) rmSync(profile, { recursive: true, force: true });
    },
  };
}
