/** A real headless Chromium for tests, with WebGPU on its software adapter and nothing phoning home. */

import { type Browser, type BrowserContext, type BrowserContextOptions, chromium, type Page } from "playwright-core";
import { findChromium } from "../../scripts/chromium.mjs";

const flags = [
  "--no-sandbox",
  "--enable-unsafe-webgpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

export async function launchChromium(extraFlags: readonly string[] = []): Promise<Browser> {
  return chromium.launch(launchOptions(extraFlags));
}

export function launchOptions(extraFlags: readonly string[] = []) {
  const executablePath = findChromium();
  if (!executablePath) throw new Error("No Chromium; `npm test` installs one.");
  // channel: the full browser in its new headless mode, which has WebGPU, not the headless shell.
  return { executablePath, headless: true, channel: "chromium", args: [...flags, ...extraFlags] };
}

/** A browser with its profile in `folder`, as a visitor's is. */
export async function launchProfile(folder: string, options: BrowserContextOptions = {}): Promise<BrowserContext> {
  return chromium.launchPersistentContext(folder, { ...launchOptions(), ...options });
}

export interface Watched {
  readonly page: Page;
  /** Errors the page threw or logged, and requests that failed or were blocked, as they come. */
  readonly troubles: string[];
  /** Every URL the page, its workers and its service worker asked for. */
  readonly requests: string[];
}

/** A page whose errors and requests are noted from its first moment. */
export async function newPage(context: BrowserContext): Promise<Watched> {
  const troubles: string[] = [];
  const requests: string[] = [];
  context.on("request", (request) => requests.push(request.url()));
  const page = await context.newPage();
  page.on("pageerror", (error) => troubles.push(`error: ${error.message}`));
  page.on("console", (message) => {
    if (message.type() === "error") troubles.push(`console: ${message.text()}`);
  });
  return { page, troubles, requests };
}
