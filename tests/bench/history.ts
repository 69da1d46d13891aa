/**
 * `npm run bench:history [-- CONVERSATIONS]`: how long the page takes to open, to search and to save with 10,000
 * conversations of 20 messages each, plain and encrypted, in a real browser. Prints what was measured and, last, one line
 * of JSON.
 */

import type { Page } from "playwright-core";
import { openSite } from "../e2e/site.ts";

const MESSAGES = 20;
const queries = ["sheep", "meadow river", "capitl", "gran", "zebra quartz", "a", "the sheep meadow stone"];

interface Opening {
  /** From the navigation to the composer, which waits for no conversation. */
  readonly shellMs: number;
  /** From the navigation to the first row on the screen. */
  readonly listMs: number;
  /** From a click on a row to its messages. */
  readonly conversationMs: number;
}

export async function main(args: readonly string[]): Promise<number> {
  const conversations = Number(args[0] ?? 10_000);
  const open = await openSite({ serviceWorkers: "block" });
  try {
    const { page } = open;
    const fillMs = await fill(page, conversations);
    const opening = [await opened(page), await opened(page), await opened(page)];
    const first = await firstSearch(page, "sheep");
    const searches: Record<string, number> = {};
    for (const query of queries) searches[query] = await searched(page, query);
    await page.reload();
    const again = await firstSearch(page, "sheep");
    const renamed = await saved(page);
    const sealing = await seal(page);
    const lockedOpening = await unlocked(page);
    const result = {
      benchmark: "history",
      conversations,
      messages: conversations * MESSAGES,
      fillMs,
      shellMs: median(opening.map(({ shellMs }) => shellMs)),
      listMs: median(opening.map(({ listMs }) => listMs)),
      conversationMs: median(opening.map(({ conversationMs }) => conversationMs)),
      indexBuildMs: first,
      indexReadMs: again,
      searchMs: searches,
      slowestSearchMs: Math.max(...Object.values(searches)),
      renameMs: renamed,
      sealMs: sealing,
      unlockMs: lockedOpening,
    };
    console.log(
      `shell ${result.shellMs} ms, list ${result.listMs} ms, a conversation ${result.conversationMs} ms, a rename ${renamed} ms`,
    );
    console.log(
      `first search ever ${first} ms, first of a page ${again} ms, then at most ${result.slowestSearchMs} ms`,
    );
    console.log(`encrypting ${sealing} ms, unlocking ${lockedOpening} ms`);
    console.log(JSON.stringify(result));
    return 0;
  } finally {
    await open.close();
  }
}

/** Writes conversations straight into the database, as the page stores them. */
async function fill(page: Page, conversations: number): Promise<number> {
  return page.evaluate(
    async ([count, messages]) => {
      const words =
        "sheep meadow river stone wool shepherd grass cloud hill winter summer green little river bridge village morning light song quiet field lamb fence gate apple table window garden letter journey capital country question answer reason number friend water bread house street market".split(
          " ",
        );
      let seed = 1;
      const next = (below: number) => {
        seed = (seed * 48271) % 2147483647;
        return seed % below;
      };
      // Rare words too, as a vocabulary has them: about one in twelve.
      const word = () => (next(12) === 0 ? `rare${next(60_000).toString(36)}` : words[next(words.length)]);
      const text = (length: number) => Array.from({ length }, word).join(" ");
      const database = await new Promise<IDBDatabase>((resolve, reject) => {
        const request = indexedDB.open("dolly");
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
      });
      const start = performance.now();
      for (let at = 0; at < count; at += 500) {
        const transaction = database.transaction("conversations", "readwrite");
        const store = transaction.objectStore("conversations");
        for (let each = at; each < Math.min(at + 500, count); each++) {
          const id = `bench-${each}`;
          const time = 1_700_000_000_000 + each * 1000;
          const common = { createdAt: time, updatedAt: time, pinned: false, archived: false, folder: null };
          const list = Array.from({ length: messages }, (_, m) => {
            const node = {
              id: `${m}`,
              parentId: m === 0 ? null : `${m - 1}`,
              createdAt: time + m,
              changedAt: time + m,
            };
            if (m % 2 === 0) return { kind: "instruction", ...node, instruction: text(12), context: null, task: null };
            return {
              kind: "answer",
              ...node,
              text: text(45),
              modelId: "dolly-pocket",
              modelName: "Dolly Pocket",
              seed: 1,
              stop: "end",
              tokens: 60,
              firstTokenMs: 40,
              tokensPerSecond: 12,
              earlierLeftOut: 0,
              problem: null,
              edited: false,
              rating: null,
            };
          });
          store.put({ version: 2, id, title: text(6), ...common, deletedAt: null }, `entry/${id}`);
          store.put(
            {
              version: 2,
              id,
              ...common,
              title: null,
              filedAt: time,
              messages: list,
              chosen: [],
              chosenAt: time,
              removed: [],
            },
            `tree/${id}`,
          );
        }
        await new Promise((resolve) => {
          transaction.oncomplete = resolve;
        });
      }
      return Math.round(performance.now() - start);
    },
    [conversations, MESSAGES] as const,
  );
}

async function opened(page: Page): Promise<Opening> {
  await page.reload({ waitUntil: "commit" });
  const shellMs = await momentOf(page, ".composer");
  const listMs = await momentOf(page, ".row-title");
  const row = page.locator(".row-title").nth(3);
  const start = await page.evaluate(() => performance.now());
  await row.evaluate((element) => (element as HTMLElement).click());
  const end = await momentOf(page, '[data-message="19"]');
  return { shellMs, listMs, conversationMs: Math.round(end - start) };
}

/** When an element was first there, in milliseconds since the navigation began. */
async function momentOf(page: Page, selector: string): Promise<number> {
  const seen = await page.waitForFunction((css) => document.querySelector(css) && performance.now(), selector);
  return Math.round(Number(await seen.jsonValue()));
}

/** From the first letter typed until the whole index has answered. */
async function firstSearch(page: Page, query: string): Promise<number> {
  const field = page.getByRole("searchbox");
  await field.waitFor();
  const start = Date.now();
  await field.fill(query);
  await page.getByText(/^Found in/).waitFor({ timeout: 300_000 });
  await page.waitForFunction(() => !/Reading what is new/.test(document.body.innerText), null, { timeout: 300_000 });
  return Date.now() - start;
}

/** From the query to the results on the screen, the pause of 20 ms that waits for more letters included; the median of 5. */
async function searched(page: Page, query: string): Promise<number> {
  const times: number[] = [];
  for (let run = 0; run < 5; run++) {
    await page.getByRole("searchbox").fill("");
    await page.locator(".row-title").first().waitFor();
    const ms = await page.evaluate(async (words) => {
      const field = document.querySelector<HTMLInputElement>(".sidebar-search")!;
      const setter = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, "value")!.set!;
      const start = performance.now();
      setter.call(field, words);
      field.dispatchEvent(new Event("input", { bubbles: true }));
      const said = () => document.querySelector(".search-said")?.textContent ?? "";
      const channel = new MessageChannel();
      while (!/found/i.test(said()) && performance.now() - start < 5000) {
        await new Promise((resolve) => {
          channel.port1.onmessage = resolve;
          channel.port2.postMessage(null);
        });
      }
      return performance.now() - start;
    }, query);
    times.push(Math.round(ms));
  }
  return median(times);
}

/** From the key that ends a renaming to the new name on the disk. */
async function saved(page: Page): Promise<number> {
  await page.getByRole("searchbox").fill("");
  const row = page.locator(".row-title").first();
  await row.focus();
  await page.keyboard.press("F2");
  await page.keyboard.type("Measured");
  return page.evaluate(async () => {
    const field = document.querySelector<HTMLInputElement>(".row-field")!;
    const start = performance.now();
    field.dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", bubbles: true }));
    while (localStorage.getItem("dolly/deeds") !== null || performance.now() - start < 2) {
      await new Promise((resolve) => setTimeout(resolve, 1));
      if (performance.now() - start > 5000) break;
    }
    return Math.round(performance.now() - start);
  });
}

async function seal(page: Page): Promise<number> {
  await page.getByRole("button", { name: /Back up|Export, import/ }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Passphrase", { exact: true }).fill("correct horse");
  await dialog.getByLabel("The same again").fill("correct horse");
  const start = Date.now();
  await dialog.getByRole("button", { name: "Encrypt everything" }).click();
  await dialog.getByText("Everything is encrypted now.").waitFor({ timeout: 600_000 });
  return Date.now() - start;
}

async function unlocked(page: Page): Promise<number> {
  await page.reload();
  await page.getByLabel("Passphrase").fill("correct horse");
  const start = Date.now();
  await page.keyboard.press("Enter");
  await page.locator(".row-title").first().waitFor({ timeout: 120_000 });
  return Date.now() - start;
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1]!;
}
