/** The built page on a server of its own, in a real browser. */

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Browser, BrowserContext, Locator, Page } from "playwright-core";
import { type SiteOptions, serve } from "../../scripts/serve.mjs";
import { entryOf } from "../../src/state/persist.ts";
import { storedConversation, storedEntry } from "../../src/state/stored-format.ts";
import { launchChromium, launchProfile, newPage, type Watched } from "../browser/chromium.ts";
import { answer, conversationOf, instruction } from "../unit/page/world.ts";

export const dist = fileURLToPath(new URL("../../dist", import.meta.url));

export const serveSite = (options: Partial<SiteOptions> = {}) => serve({ folder: dist, ...options });

export interface OpenPage extends Watched {
  readonly context: BrowserContext;
  readonly site: Awaited<ReturnType<typeof serve>>;
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
  /** One that is running already, and goes on running; the profile is fresh all the same. */
  readonly browser?: Browser;
  /** A profile on disk, as a visitor has; otherwise the browser keeps what the page stores in its own memory. */
  readonly onDisk?: boolean;
  /** What the page is opened with: done on a page of the same origin that runs no script. */
  readonly before?: (page: Page) => Promise<void>;
}

/** A fresh browser profile on the page; does not wait for the model. */
export async function openSite({
  site: siteOptions,
  flags,
  query = "",
  viewport,
  serviceWorkers = "allow",
  prepare,
  browser: running,
  onDisk = false,
  before,
}: OpenOptions = {}): Promise<OpenPage> {
  const site = await serveSite(siteOptions);
  const options = { serviceWorkers, ...(viewport && { viewport }) };
  const profile = onDisk ? mkdtempSync(join(tmpdir(), "dolly-profile-")) : null;
  const context = profile
    ? await launchProfile(profile, options)
    : await (running ?? (await launchChromium(flags))).newContext(options);
  await prepare?.(context);
  const watched = await newPage(context);
  if (before) {
    await context.route("**/favicon.ico", (route) => route.fulfill({ status: 204 })); // of a page that is none
    await watched.page.goto(`${site.url}manifest.webmanifest`);
    await before(watched.page);
  }
  await watched.page.goto(site.url + query);
  return {
    ...watched,
    context,
    site,
    async close() {
      await (running ? context : (context.browser() ?? context)).close();
      await site.stop();
      if (profile) rmSync(profile, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
    },
  };
}

/** For a model to load and an answer to end, where a software adapter computes it beside other work. */
const PATIENCE_MS = 200_000;

export const status = (page: Page): Locator => page.getByRole("status").first();

export async function untilReady(page: Page): Promise<void> {
  await status(page)
    .getByText(/^Ready/)
    .waitFor({ timeout: PATIENCE_MS });
}

export const instructionBox = (page: Page): Locator => page.getByRole("textbox", { name: "Instruction" });

/** Opens what else can be done with the first conversation of the list, and its renaming. */
export async function beginRenaming(page: Page): Promise<void> {
  for (const name of [/^More for/, /^Rename/]) await page.getByRole("button", { name }).first().click();
}

/** The articles of the conversation, instructions and answers alike. */
export const articles = (page: Page): Locator => page.getByRole("log").getByRole("article");

/** Sends an instruction and waits for the whole answer; returns the text of the answer's article. */
export async function ask(page: Page, instruction: string): Promise<string> {
  await instructionBox(page).fill(instruction);
  await page.getByRole("button", { name: "Send" }).click();
  // The words leave the composer when they are taken; until then, and until the answer is stored, there is a Stop.
  await instructionBox(page).and(page.locator(":placeholder-shown")).waitFor({ timeout: PATIENCE_MS });
  await untilIdle(page);
  return articles(page).last().innerText();
}

/** Until what was asked for is done and stored. */
export async function untilIdle(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Stop" }).waitFor({ state: "detached", timeout: PATIENCE_MS });
}

/** Every record of the page's database, as text. */
export function storedRecords(page: Page): Promise<string> {
  return page.evaluate(
    () =>
      new Promise<string>((resolve, reject) => {
        const opened = indexedDB.open("dolly");
        opened.onerror = () => reject(opened.error);
        opened.onsuccess = () => {
          const asked = opened.result.transaction("conversations").objectStore("conversations").getAll();
          asked.onsuccess = () => {
            opened.result.close();
            resolve(JSON.stringify(asked.result));
          };
        };
      }),
  );
}

/** Stores a conversation of one exchange as an earlier visit would have; for `before`. */
export async function storeConversation(page: Page, asked: string, answered: string): Promise<void> {
  const conversation = conversationOf(
    instruction("asked", null, { instruction: asked }),
    answer("answered", "asked", { text: answered, tokens: 300, firstTokenMs: 120, tokensPerSecond: 21.5 }),
  );
  const { id } = conversation;
  const records = {
    [`entry/${id}`]: storedEntry(entryOf(conversation)),
    [`tree/${id}`]: storedConversation(conversation),
  };
  await page.evaluate(
    async ([stored, selected]) => {
      const opened = indexedDB.open("dolly", 1);
      opened.onupgradeneeded = () => opened.result.createObjectStore("conversations");
      const database = await new Promise<IDBDatabase>((resolve, reject) => {
        opened.onsuccess = () => resolve(opened.result);
        opened.onerror = () => reject(opened.error);
      });
      const transaction = database.transaction("conversations", "readwrite");
      for (const [key, value] of Object.entries(stored)) transaction.objectStore("conversations").put(value, key);
      await new Promise<void>((resolve) => {
        transaction.oncomplete = () => resolve();
      });
      database.close();
      localStorage.setItem("dolly/selected", JSON.stringify(selected));
    },
    [records, id] as const,
  );
}
