/**
 * How the built page does: Lighthouse's scores for a phone and a desktop, and how long the next paint takes after an
 * interaction while a model streams. `npm run bench:page`; the last line is JSON.
 */

import { loadavg } from "node:os";
import lighthouse, { desktopConfig } from "lighthouse";
import { launchChromium } from "../browser/chromium.ts";
import { instructionBox, openSite, serveSite, status, untilReady } from "../e2e/site.ts";

const categories = ["performance", "accessibility", "best-practices"] as const;

/** Of an interaction, in milliseconds: from the input to the next paint, as the browser's event timing has it. */
interface Interaction {
  readonly name: string;
  readonly duration: number;
}

export async function main(): Promise<number> {
  const scores = { phone: await score(false), desktop: await score(true) };
  const interactions = await whileStreaming();
  const durations = interactions.map(({ duration }) => duration).sort((a, b) => a - b);
  const [load = 0] = loadavg();
  console.log(
    JSON.stringify({
      benchmark: "page",
      scores,
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
    return Object.fromEntries(
      categories.map((name) => [name, Math.round(100 * (result.lhr.categories[name]?.score ?? 0))]),
    );
  } finally {
    await browser.close();
    await site.stop();
  }
}

/** Types, opens the settings and scrolls while the bundled model writes. */
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
    return await page.evaluate(() => (window as unknown as { seen: Interaction[] }).seen);
  } finally {
    await open.close();
  }
}
