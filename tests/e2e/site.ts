/** The built page on a server of its own, in a real browser. */

import { fileURLToPath } from "node:url";
import type { Browser, BrowserContext, Locator, Page } from "playwright-core";
import { type SiteOptions, serve } from "../../scripts/serve.mjs";
import { launchChromium, newPage, type Watched } from "../browser/chromium.ts";

export const dist = fileURLToPath(new URL("../../dist", import.meta.url));

export const serveSite = (options: Partial<SiteOptions> = {}) => serve({ folder: dist, ...options });

export interface OpenPage extends Watched {
  readonly context: BrowserContext;
  readonly site: Awaited<ReturnType<typeof serve>>;
  readonly browser: Browser;
  close(): Promise<void>;
}

export interface OpenOptions {
  readonly site?: Partial<SiteOptions>;
  readonly flags?: readonly string[];
  /** Added to the page's address, e.g. "?device=webgpu". */
  readonly query?: string;
  readonly viewport?: { readonly width: number; readonly height: number };
  readonly serviceWorkers?: "allow" | "block";
  /** Before the page is opened. */
  readonly prepare?: (context: BrowserContext) => Promise<void>;
}

/** A fresh browser profile on the page; does not wait for the model. */
export async function openSite({
  site: siteOptions,
  flags,
  query = "",
  viewport,
  serviceWorkers = "allow",
  prepare,
}: OpenOptions = {}): Promise<OpenPage> {
  const site = await serveSite(siteOptions);
  const browser = await launchChromium(flags);
  const context = await browser.newContext({ serviceWorkers, ...(viewport && { viewport }) });
  await prepare?.(context);
  const watched = await newPage(context);
  await watched.page.goto(site.url + query);
  return {
    ...watched,
    context,
    site,
    browser,
    async close() {
      await browser.close();
      await site.stop();
    },
  };
}

export const status = (page: Page): Locator => page.getByRole("status").first();

export async function untilReady(page: Page): Promise<void> {
  await status(page)
    .getByText(/^Ready/)
    .waitFor({ timeout: 100_000 });
}

export const instructionBox = (page: Page): Locator => page.getByRole("textbox", { name: "Instruction" });

/** The articles of the conversation, instructions and answers alike. */
export const articles = (page: Page): Locator => page.getByRole("log").getByRole("article");

/** Sends an instruction and waits for the whole answer; returns the text of the answer's article. */
export async function ask(page: Page, instruction: string): Promise<string> {
  const before = await articles(page).count();
  await instructionBox(page).fill(instruction);
  await page.getByRole("button", { name: "Send" }).click();
  await articles(page)
    .nth(before + 1)
    .waitFor();
  await page.getByRole("button", { name: "Stop" }).waitFor({ state: "detached", timeout: 100_000 });
  return articles(page)
    .nth(before + 1)
    .innerText();
}
