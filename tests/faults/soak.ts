/**
 * Random use of the page, the same for the same seed, against a model of what must be there: every instruction that was
 * taken, in every tab and after every reload. Memory is measured along the way.
 */

import type { Page } from "playwright-core";
import { newPage } from "../browser/chromium.ts";
import { articles, instructionBox, type OpenPage, openSite, status, untilReady } from "../e2e/site.ts";
import { randomNumbers } from "./random-numbers.ts";

export interface SoakFigures {
  readonly seconds: number;
  readonly deeds: Readonly<Record<string, number>>;
  readonly instructions: number;
  readonly lost: readonly string[];
  readonly troubles: readonly string[];
  /** The first tab's JavaScript heap after a collection, in MB, from the first fifth on. */
  readonly heapMb: readonly number[];
  /** Of a straight line through `heapMb`. */
  readonly heapSlopeMbPerHour: number;
}

export interface SoakOptions {
  readonly seconds: number;
  readonly seed: number;
  readonly log?: (line: string) => void;
}

export async function soak({ seconds, seed, log = () => {} }: SoakOptions): Promise<SoakFigures> {
  const random = randomNumbers(seed);
  const open = await openSite({ query: "?device=wasm" });
  const { context, site } = open;
  const taken: string[] = [];
  const deeds: Record<string, number> = {};
  const heap: { at: number; mb: number }[] = [];
  const started = Date.now();
  let second: Page | null = null;

  const acts: Readonly<Record<string, (page: Page) => Promise<void>>> = {
    async send(page) {
      const instruction = `What is the capital of France? (${taken.length + 1})`;
      await instructionBox(page).fill(instruction);
      await page.getByRole("button", { name: "Send" }).click();
      await articles(page).getByText(instruction).first().waitFor({ timeout: 60_000 });
      taken.push(instruction);
      await idle(page);
    },
    async stop(page) {
      await instructionBox(page).fill(`Write a short story about a cat. (${taken.length + 1})`);
      await page.getByRole("button", { name: "Send" }).click();
      await page
        .getByRole("button", { name: "Stop" })
        .click({ timeout: 2000 })
        .catch(() => {}); // it may have ended
      await idle(page);
      const instruction = `Write a short story about a cat. (${taken.length + 1})`;
      if ((await instructionBox(page).inputValue()) === "") taken.push(instruction);
      else await instructionBox(page).fill("");
    },
    async branch(page) {
      const again = page.getByRole("button", { name: "Regenerate" }).last();
      if (await again.isVisible()) await again.click();
      await idle(page);
    },
    async begin(page) {
      await page.getByRole("button", { name: "New conversation" }).first().click();
    },
    async reload(page) {
      await page.reload();
      await untilReady(page);
    },
    async offline(page) {
      await context.setOffline(true);
      await acts.send!(page);
      await context.setOffline(false);
    },
    async secondTab() {
      if (second) {
        await second.close();
        second = null;
        return;
      }
      const watched = await newPage(context);
      second = watched.page;
      open.troubles.push(...watched.troubles);
      await second.goto(`${site.url}?device=wasm`);
      await untilReady(second);
      await acts.send!(second);
    },
    async reopen() {
      await open.page.goto("about:blank");
      await open.page.goto(`${site.url}?device=wasm`);
      await untilReady(open.page);
    },
  };
  const likely = ["send", "send", "send", "stop", "branch", "begin", "reload", "offline", "secondTab", "reopen"];

  try {
    await untilReady(open.page);
    await open.page.getByText("Works offline now").first().waitFor({ timeout: 60_000 });
    while (Date.now() - started < seconds * 1000) {
      const name = likely[Math.floor(random() * likely.length)]!;
      deeds[name] = (deeds[name] ?? 0) + 1;
      log(`${Math.round((Date.now() - started) / 1000)} s: ${name}`);
      await acts[name]!(second && random() < 0.3 ? second : open.page);
      if (Date.now() - started > seconds * 200) heap.push({ at: Date.now() - started, mb: await heapMb(open) });
    }
    await open.page.reload();
    await untilReady(open.page);
    const stored = await storedWords(open.page);
    return {
      seconds,
      deeds,
      instructions: taken.length,
      lost: taken.filter((instruction) => !stored.includes(instruction)),
      troubles: open.troubles,
      heapMb: heap.map(({ mb }) => Math.round(mb * 10) / 10),
      heapSlopeMbPerHour: slope(heap) * 3_600_000,
    };
  } finally {
    await open.close();
  }
}

async function idle(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Stop" }).waitFor({ state: "detached", timeout: 100_000 });
  await status(page)
    .getByText(/Ready|Stopped/)
    .waitFor();
}

/** Every text in the page's own database. */
function storedWords(page: Page): Promise<string> {
  return page.evaluate(
    () =>
      new Promise<string>((resolve, reject) => {
        const opening = indexedDB.open("dolly");
        opening.onerror = () => reject(opening.error);
        opening.onsuccess = () => {
          const all = opening.result.transaction("conversations").objectStore("conversations").getAll();
          all.onsuccess = () => {
            opening.result.close();
            resolve(JSON.stringify(all.result));
          };
        };
      }),
  );
}

async function heapMb({ context, page }: OpenPage): Promise<number> {
  const session = await context.newCDPSession(page);
  await session.send("HeapProfiler.enable");
  await session.send("HeapProfiler.collectGarbage");
  const { usedSize } = await session.send("Runtime.getHeapUsage");
  await session.detach();
  return usedSize / 1e6;
}

/** Of the line with the least squares; per millisecond. */
function slope(points: readonly { readonly at: number; readonly mb: number }[]): number {
  if (points.length < 2) return 0;
  const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const [at, mb] = [mean(points.map((point) => point.at)), mean(points.map((point) => point.mb))];
  const spread = points.reduce((sum, point) => sum + (point.at - at) ** 2, 0);
  return points.reduce((sum, point) => sum + (point.at - at) * (point.mb - mb), 0) / spread;
}
