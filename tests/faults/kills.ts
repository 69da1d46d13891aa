/**
 * Kills the tab, or the whole browser with SIGKILL, at random moments of an answer, opens the page again, and looks at
 * what is left: how many words are lost, and whether "Continue" leads to the answer of an unbroken run.
 */

import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type BrowserContext, chromium, type Page } from "playwright-core";
import { findChromium } from "../../scripts/chromium.mjs";
import { articles, ask, instructionBox, serveSite, untilReady } from "../e2e/site.ts";
import { injectFaults } from "./engine-faults.ts";
import { randomNumbers } from "./random-numbers.ts";

export type Kill = "tab" | "browser";

export interface KillFigures {
  readonly points: number;
  readonly kills: Readonly<Record<Kill, number>>;
  /** Words that were on the screen a second and more before the kill and are not there afterwards. */
  readonly wordsLostBeforeLastSecond: number;
  /** Words that were on the screen at the kill and are not there afterwards: on average, and at most. */
  readonly wordsLostMean: number;
  readonly wordsLostMost: number;
  readonly continued: number;
  readonly continuedAsUnbroken: number;
  /** What was wrong, in words. */
  readonly faults: readonly string[];
}

export interface KillOptions {
  readonly points: number;
  readonly seed: number;
  /** Every so many kills is the browser's, the others are the tab's. */
  readonly browserEvery: number;
  readonly continueEvery: number;
  /** 0 is greedy. */
  readonly temperature: number;
  readonly log?: (line: string) => void;
}

const instruction = "Write a short poem about the sea.";
const slow = { kind: "slow", atTokens: 40 } as const;

/** A browser in a process of its own on a profile of its own, which can be killed like any other program. */
async function startBrowser(profile: string): Promise<{ context: BrowserContext; process: ChildProcess }> {
  const args = ["--headless=new", "--no-sandbox", "--no-first-run", "--disable-background-networking"];
  const more = [
    "--disable-component-update",
    "--disable-sync",
    "--window-size=1280,800",
    `--user-data-dir=${profile}`,
    "--remote-debugging-port=0",
  ];
  const started = spawn(findChromium()!, [...args, ...more, "about:blank"], {
    detached: true,
    stdio: ["ignore", "ignore", "pipe"],
  });
  const address = await new Promise<string>((resolve, reject) => {
    let heard = "";
    started.stderr!.on("data", (data) => {
      heard += data;
      const found = /DevTools listening on (ws:\S+)/.exec(heard)?.[1];
      if (found) resolve(found);
    });
    started.once("exit", () => reject(new Error(`Chromium ended before it began: ${heard.slice(-500)}`)));
  });
  const browser = await chromium.connectOverCDP(address);
  return { context: browser.contexts()[0]!, process: started };
}

export async function killAtRandom(options: KillOptions): Promise<KillFigures> {
  const { points, browserEvery, continueEvery, temperature, log = () => {} } = options;
  const random = randomNumbers(options.seed);
  const site = await serveSite();
  const profile = mkdtempSync(join(tmpdir(), "dolly-kills-"));
  let browser = await startBrowser(profile);
  const faults: string[] = [];
  const lost: number[] = [];
  const kills = { tab: 0, browser: 0 };
  let lostBefore = 0;
  let continued = 0;
  let asUnbroken = 0;

  async function openPage(): Promise<Page> {
    const page = await browser.context.newPage();
    await page.goto(`${site.url}?device=wasm`);
    await untilReady(page);
    return page;
  }
  async function prepare(): Promise<void> {
    await injectFaults(browser.context, Array(10_000).fill(slow));
    await browser.context.addInitScript(
      (settings) => {
        localStorage.setItem("dolly/settings", settings);
      },
      JSON.stringify({ sampling: { seed: 7, temperature } }),
    );
  }

  try {
    await prepare();
    let page = await openPage();
    await ask(page, instruction);
    const whole = await lastAnswer(page);
    log(`unbroken: ${words(whole)} words`);

    for (let point = 1; point <= points; point++) {
      const kill: Kill = point % browserEvery === 0 ? "browser" : "tab";
      kills[kill]++;
      await page.getByRole("button", { name: "New conversation" }).first().click();
      await instructionBox(page).fill(instruction);
      await page.getByRole("button", { name: "Send" }).click();
      const seen = await watch(page, 200 + random() * 2800);
      if (kill === "tab") {
        const session = await browser.context.newCDPSession(page);
        await Promise.race([session.send("Page.crash").catch(() => {}), new Promise((done) => setTimeout(done, 500))]);
        await Promise.race([page.close().catch(() => {}), new Promise((done) => setTimeout(done, 2000))]);
      } else {
        process.kill(-browser.process.pid!, "SIGKILL");
        await new Promise((done) => setTimeout(done, 300));
        browser = await startBrowser(profile);
        await prepare();
      }
      page = await openPage();
      await openNewest(page);
      const left = await lastAnswer(page);
      const atKill = seen.at(-1)!;
      const before = seen.findLast(({ at }) => at < atKill.at - 1000)?.text ?? "";
      lost.push(Math.max(0, words(atKill.text) - words(left)));
      const early = Math.max(0, words(before) - words(left));
      lostBefore += early;
      if (early > 0) faults.push(`point ${point} (${kill}): ${early} words of more than a second ago are gone`);
      if (!whole.startsWith(left.slice(0, -1))) faults.push(`point ${point} (${kill}): “${left}” is not a beginning`);
      if (!(await articles(page).first().innerText()).includes(instruction))
        faults.push(`point ${point}: no instruction`);
      if (point % continueEvery === 0 && left !== "" && left !== whole) {
        continued++;
        await page.getByRole("button", { name: "Continue" }).last().click();
        await page.getByRole("button", { name: "Stop" }).waitFor({ timeout: 20_000 });
        await page.getByRole("button", { name: "Stop" }).waitFor({ state: "detached", timeout: 100_000 });
        const end = await lastAnswer(page);
        if (end === whole) asUnbroken++;
        else faults.push(`point ${point} (${kill}): continued to “${end}”`);
      }
      log(`${point} ${kill}: ${words(atKill.text)} words at the kill, ${words(left)} left`);
    }
  } finally {
    process.kill(-browser.process.pid!, "SIGKILL");
    await site.stop();
    rmSync(profile, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  }
  return {
    points,
    kills,
    wordsLostBeforeLastSecond: lostBefore,
    wordsLostMean: lost.reduce((sum, each) => sum + each, 0) / lost.length,
    wordsLostMost: Math.max(...lost),
    continued,
    continuedAsUnbroken: asUnbroken,
    faults,
  };
}

/** What was on the screen, moment by moment. */
async function watch(page: Page, ms: number): Promise<{ at: number; text: string }[]> {
  const seen: { at: number; text: string }[] = [];
  for (const end = Date.now() + ms; Date.now() < end; ) {
    seen.push({ at: Date.now(), text: await lastAnswer(page) });
    await new Promise((done) => setTimeout(done, 50));
  }
  return seen;
}

/** What the page shows first after a crash is what the browser last wrote down, which may be another conversation. */
async function openNewest(page: Page): Promise<void> {
  await page.getByRole("navigation").getByText(instruction).first().click();
  // The answer that was being written joins it as soon as the lock of its tab is free.
  await articles(page).nth(1).waitFor({ timeout: 20_000 });
}

/** Empty where there is none yet. */
async function lastAnswer(page: Page): Promise<string> {
  const texts = await page.getByRole("log").locator(".answer-text").allInnerTexts();
  return (texts.at(-1) ?? "").trim();
}

const words = (text: string) => text.split(/\s+/).filter((word) => word !== "").length;
