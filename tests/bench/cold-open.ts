/**
 * `npm run bench:open [-- RUNS]`: from a visitor's first request to the first token of an answer, in fresh browser profiles,
 * and what the page weighs before the engine. Prints medians and, last, one line of JSON.
 */

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import type { Page } from "playwright-core";
import { dist, instructionBox, openSite } from "../e2e/site.ts";

export async function main(args: readonly string[]): Promise<number> {
  const runs = Number(args[0] ?? 5);
  const readyMs: number[] = [];
  const firstTokenMs: number[] = [];
  for (let run = 0; run < runs; run++) {
    const open = await openSite();
    try {
      const { page } = open;
      await instructionBox(page).fill("What is the capital of France?");
      await page.getByRole("button", { name: "Send" }).click(); // goes out as soon as the model is there
      readyMs.push(await momentOf(page, '[role="status"]', /Reading|Writing|Ready/));
      firstTokenMs.push(await momentOf(page, 'article[aria-label^="Answer"]', /The|Paris/));
    } finally {
      await open.close();
    }
  }
  const index = readFileSync(join(dist, "index.html"), "utf8");
  const pageScripts = Array.from(index.matchAll(/(?:src|href)="\.\/(assets\/[^"]+\.js)"/g), ([, path]) => path!);
  const gzipBytes = pageScripts.reduce((sum, name) => sum + gzipSync(readFileSync(join(dist, name))).length, 0);
  const result = {
    benchmark: "cold-open",
    runs,
    engineReadyMs: median(readyMs),
    firstTokenMs: median(firstTokenMs),
    pageScriptGzipBytes: gzipBytes,
  };
  console.log(
    `navigation to engine ready ${result.engineReadyMs} ms, to first token ${result.firstTokenMs} ms (median of ${runs})`,
  );
  console.log(`page JavaScript before the engine: ${(gzipBytes / 1000).toFixed(1)} kB gzip`);
  console.log(JSON.stringify(result));
  return 0;
}

/** When an element's text first matched, in milliseconds since the navigation began. */
async function momentOf(page: Page, selector: string, pattern: RegExp): Promise<number> {
  const seen = await page.waitForFunction(
    ([css, source]) => new RegExp(source).test(document.querySelector(css)?.textContent ?? "") && performance.now(),
    [selector, pattern.source] as const,
  );
  return Number(await seen.jsonValue());
}

function median(values: readonly number[]): number | null {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted[sorted.length >> 1];
  return middle === undefined ? null : Math.round(middle);
}
