/**
 * How the built page does: Lighthouse's scores for a phone and a desktop, and how long the next paint takes after an
 * interaction while a model streams. `npm run bench:page`; the last line is JSON.
 */

import { loadavg } from "node:os";
import lighthouse, { desktopConfig } from "lighthouse";
import { launchChromium } from "../browser/chromium.ts";
import { instructionBox, openSite, serveSite, status, untilReady } from "../e2e/site.ts";

const categories = ["performance", "accessibility", "best-practices"] as const;

/** Of Lighthouse's, with a slow line and a slow processor reckoned in where it is a phone. */
const timings = ["firstContentfulPaint", "largestContentfulPaint", "totalBlockingTime"] as const;

/** Of an interaction, in milliseconds: from the input to the next paint, as the browser's event timing has it. */
interface Interaction {
  readonly name: string;
  readonly duration: number;
}

/** A long animation frame, and the scripts that ran in it. */
interface Frame {
  readonly duration: number;
  readonly scripts: readonly { readonly invoker: string; readonly duration: number }[];
}

export async function main(): Promise<number> {
  const phone = await score(false);
  const desktop = await score(true);
  const interactions = await whileStreaming();
  const durations = interactions.map(({ duration }) => duration).sort((a, b) => a - b);
  const [load = 0] = loadavg();
  console.log(
    JSON.stringify({
      benchmark: "page",
      phone,
      desktop,
      interactions: durations.length,
      medianInteractionMs: durations[durations.length >> 1],
      // As browsers report it: the worst, but for one in fifty.
      interactionToNextPaintMs: durations[Math.floor(durations.length * 0.98)],
      loadAverage: Number(load.toFixed(1)),
    }),
  );
  return 0;
}

async function score(desktop: boolean): Promise<Record<string, number>> {
  const site = await serveSite({ compress: true });
  const port = 9333;
  const browser = await launchChromium([`--remote-debugging-port=${port}`]);
  try {
    const flags = { port, onlyCategories: [...categories], logLevel: "error" as const };
    const result = await lighthouse(site.url, flags, desktop ? desktopConfig : undefined);
    if (!result) throw new Error("Lighthouse gave no result.");
    for (const { score, title, id } of Object.values(result.lhr.audits)) {
      if (score !== null && score < 0.9) console.log(`${desktop ? "desktop" : "phone"} · ${id} ${score}: ${title}`);
    }
    const details = result.lhr.audits.metrics?.details as { items?: Record<string, number>[] } | undefined;
    const [metrics] = details?.items ?? [];
    return Object.fromEntries([
      ...categories.map((name) => [name, Math.round(100 * (result.lhr.categories[name]?.score ?? 0))]),
      ...timings.map((name) => [`${name}Ms`, Math.round(metrics?.[name] ?? 0)]),
    ]);
  } finally {
    await browser.close();
    await site.stop();
  }
}

/** Types, opens the settings and scrolls while the bundled model writes. Says what held the longest frames up. */
async function whileStreaming(): Promise<Interaction[]> {
  const open = await openSite();
  const { page } = open;
  try {
    await untilReady(page);
    await page.evaluate(() => {
      const seen: { name: string; duration: number }[] = [];
      Object.assign(window, { seen });
      const note = (list: PerformanceObserverEntryList) => {
        for (const entry of list.getEntries() as (PerformanceEntry & { interactionId: number })[]) {
          if (entry.interactionId > 0) seen.push({ name: entry.name, duration: entry.duration });
        }
      };
      new PerformanceObserver(note).observe({ type: "event", durationThreshold: 16, buffered: false } as never);
      const frames: string[] = [];
      Object.assign(window, { frames });
      new PerformanceObserver((list) => {
        for (const frame of list.getEntries() as (PerformanceEntry & Frame)[]) {
          const scripts = frame.scripts.map(({ invoker, duration }) => `${invoker} ${Math.round(duration)}`);
          frames.push(`${Math.round(frame.duration)} ms: ${scripts.join(", ")}`);
        }
      }).observe({ type: "long-animation-frame" });
    });
    for (let round = 0; round < 5; round++) {
      await instructionBox(page).fill("Write a short story about a cat.");
      await page.getByRole("button", { name: "Send" }).click();
      await status(page)
        .getByText(/Writing/)
        .waitFor();
      await instructionBox(page).pressSequentially("while it writes", { delay: 30 });
      await page.mouse.wheel(0, -200);
      await page.getByRole("button", { name: "Settings" }).click();
      await page.getByRole("slider").first().press("ArrowRight");
      await page.keyboard.press("Escape");
      await page
        .getByRole("button", { name: "Stop" })
        .click({ timeout: 500 })
        .catch(() => {}); // it may have ended
      await page.getByRole("button", { name: "Stop" }).waitFor({ state: "detached" });
    }
    const { seen, frames } = await page.evaluate(() => {
      const { seen, frames } = window as unknown as { seen: Interaction[]; frames: string[] };
      return { seen, frames };
    });
    const longest = frames.toSorted((a, b) => Number.parseInt(b, 10) - Number.parseInt(a, 10)).slice(0, 8);
    for (const frame of longest) console.log(`long frame · ${frame}`);
    return seen;
  } finally {
    await open.close();
  }
}
