/**
 * Kills the tab or the whole browser with SIGKILL, or the engine's worker, at random moments of an answer, opens the page
 * again, and looks at what is left: how many words are lost, and whether "Continue" leads to the answer of an unbroken run.
 */

import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type BrowserContext, chromium, type Page } from "playwright-core";
import { findChromium } from "../../scripts/chromium.mjs";
import { articles, ask, instructionBox, serveSite, untilIdle, untilReady } from "../e2e/site.ts";
import { injectFaults, setPace } from "./engine-faults.ts";
import { paused } from "./pause.ts";
import { randomNumbers } from "./random-numbers.ts";

export type Kill = "tab" | "worker" | "browser";

export interface KillFigures {
  readonly points: number;
  /** Kills that came before the whole answer was on the screen. */
  readonly inMidAnswer: number;
  readonly kills: Readonly<Record<Kill, number>>;
  /** Words that were on the screen a second and more before the kill and are not there afterwards. */
  readonly wordsLostBeforeLastSecond: number;
  /** Words that were on the screen at the kill and are not there afterwards. */
  readonly wordsLostMedian: number;
  readonly wordsLostMean: number;
  readonly wordsLostMost: number;
  /** Answers that were gone on with, by the reader or, after a worker's death, by themselves. */
  readonly continued: number;
  readonly continuedAsUnbroken: number;
  /** What was wrong, in words. */
  readonly faults: readonly string[];
  /** Points that were tried again in a fresh browser, because this one answered no more. */
  readonly repeated: readonly string[];
}

export interface KillOptions {
  readonly points: number;
  readonly seed: number;
  /** Every so many kills is the browser's, and of the others the worker's; what is left are the tab's. */
  readonly browserEvery: number;
  readonly workerEvery: number;
  readonly continueEvery: number;
  /** 0 is greedy. */
  readonly temperature: number;
  /** Until the kill the engine waits so long after each token. */
  readonly tokenMs: number;
  /** While there is a file of this name, nothing is done. */
  readonly pauseFile?: string;
  readonly log?: (line: string) => void;
}

const instruction = "Write a short story about a cat.";
/** For what comes at last, also where other work slows the machine down. */
const PATIENCE_MS = 240_000;
/** At its own pace, until it is to be caught in the middle. */
const slow = { kind: "slow", atTokens: 0 } as const;

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
  const { points, browserEvery, workerEvery, continueEvery, temperature, tokenMs, log = () => {} } = options;
  const random = randomNumbers(options.seed);
  const site = await serveSite();
  const profile = mkdtempSync(join(tmpdir(), "dolly-kills-"));
  let browser = await startBrowser(profile);
  const faults: string[] = [];
  const repeated: string[] = [];
  const lost: number[] = [];
  const kills = { tab: 0, worker: 0, browser: 0 };
  let inMidAnswer = 0;
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
    browser.context.setDefaultTimeout(PATIENCE_MS);
    await injectFaults(browser.context, Array(10_000).fill(slow));
    await browser.context.addInitScript(
      (settings) => {
        localStorage.setItem("dolly/settings", settings);
      },
      JSON.stringify({ sampling: { seed: 7, temperature } }),
    );
  }
  async function freshBrowser(): Promise<void> {
    process.kill(-browser.process.pid!, "SIGKILL");
    await new Promise((done) => setTimeout(done, 300));
    browser = await startBrowser(profile);
    await prepare();
  }
  async function killTab(page: Page): Promise<void> {
    const system = await browser.context.browser()!.newBrowserCDPSession();
    const renderers = async () => {
      const { processInfo } = await system.send("SystemInfo.getProcessInfo");
      return processInfo.filter(({ type }) => type === "renderer").map(({ id }) => id);
    };
    const killed = await renderers();
    for (const id of killed) process.kill(id, "SIGKILL");
    // Until the browser has noticed it may give a new tab one of these.
    for (let tries = 0; tries < 40 && (await renderers()).some((id) => killed.includes(id)); tries++) {
      await new Promise((done) => setTimeout(done, 50));
    }
    await within(2000, page.close());
    await within(2000, system.detach());
  }

  /** One kill, and what is left after it. Returns the page to go on with. */
  async function tryPoint(point: number, kill: Kill, before: Page, whole: string): Promise<Page> {
    let page = before;
    await page.getByRole("button", { name: "New conversation" }).first().click();
    await setPace(page, tokenMs);
    await instructionBox(page).fill(instruction);
    await page.getByRole("button", { name: "Send" }).click();
    const seen = await watch(page, Math.floor(random() * words(whole)), random() * tokenMs);
    const atKill = seen.at(-1)!;
    if (atKill.text !== whole) inMidAnswer++;
    if (kill === "worker") {
      await killWorker(page);
    } else {
      if (kill === "tab") await killTab(page);
      else await freshBrowser();
      page = await openPage();
      await openNewest(page);
    }
    let left = await lastAnswer(page);
    if (kill === "worker") {
      await untilIdle(page);
      const end = await lastAnswer(page);
      continued++;
      if (end === whole) asUnbroken++;
      else faults.push(`point ${point} (${kill}): went on to “${end}”`);
      left = end;
    }
    const earlier = seen.findLast(({ at }) => at < atKill.at - 1000)?.text ?? "";
    lost.push(Math.max(0, words(atKill.text) - words(left)));
    const early = Math.max(0, words(earlier) - words(left));
    lostBefore += early;
    if (early > 0) faults.push(`point ${point} (${kill}): ${early} words of more than a second ago are gone`);
    if (!whole.startsWith(left.slice(0, -1))) faults.push(`point ${point} (${kill}): “${left}” is not a beginning`);
    if (!(await articles(page).first().innerText()).includes(instruction))
      faults.push(`point ${point}: no instruction`);
    log(`${point} ${kill}: ${words(atKill.text)} words at the kill, ${words(left)} left`);
    if (kill === "worker" || point % continueEvery !== 0 || left === "" || left === whole) return page;
    await page.getByRole("button", { name: "Continue" }).last().click();
    await untilIdle(page);
    const end = await lastAnswer(page);
    continued++;
    if (end === whole) asUnbroken++;
    else faults.push(`point ${point} (${kill}): continued to “${end}”`);
    return page;
  }

  try {
    await prepare();
    let page = await openPage();
    await ask(page, instruction);
    const whole = await lastAnswer(page);
    log(`unbroken: ${words(whole)} words`);

    for (let point = 1; point <= points; ) {
      await paused(options.pauseFile);
      const kill: Kill = point % browserEvery === 0 ? "browser" : point % workerEvery === 0 ? "worker" : "tab";
      try {
        page = await tryPoint(point, kill, page, whole);
        kills[kill]++;
        point++;
      } catch (error) {
        repeated.push(`point ${point} (${kill}): ${(error as Error).message.split("\n", 2).join(" ")}`);
        log(repeated.at(-1)!);
        if (repeated.length > points / 10 + 1) throw error;
        await freshBrowser();
        page = await openPage().catch(async () => {
          await freshBrowser();
          return openPage();
        });
      }
    }
  } finally {
    process.kill(-browser.process.pid!, "SIGKILL");
    await site.stop();
    rmSync(profile, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  }
  return {
    points,
    inMidAnswer,
    kills,
    wordsLostBeforeLastSecond: lostBefore,
    wordsLostMedian: lost.toSorted((a, b) => a - b)[Math.floor(lost.length / 2)] ?? 0,
    wordsLostMean: lost.reduce((sum, each) => sum + each, 0) / lost.length,
    wordsLostMost: Math.max(...lost),
    continued,
    continuedAsUnbroken: asUnbroken,
    faults,
    repeated,
  };
}

/** Waits for something that a browser in pieces may never do. */
async function within(ms: number, work: Promise<unknown>): Promise<void> {
  await Promise.race([work.catch(() => {}), new Promise((done) => setTimeout(done, ms))]);
}

/** The engine's worker throws, out of reach of everything in it. */
async function killWorker(page: Page): Promise<void> {
  const engine = page.workers().find((worker) => worker.url().includes("engine-worker"));
  if (!engine) throw new Error("There is no engine to kill.");
  await engine.evaluate(() => {
    setTimeout(() => {
      throw new Error("killed");
    });
  });
}

/** What was on the screen, moment by moment, until so many words of the answer were and some more time had passed. */
async function watch(page: Page, wanted: number, moreMs: number): Promise<{ at: number; text: string }[]> {
  const seen: { at: number; text: string }[] = [];
  const startedAt = Date.now();
  do {
    seen.push({ at: Date.now(), text: await lastAnswer(page) });
    await new Promise((done) => setTimeout(done, 20));
  } while (words(seen.at(-1)!.text) < wanted && Date.now() - startedAt < PATIENCE_MS);
  await new Promise((done) => setTimeout(done, moreMs));
  seen.push({ at: Date.now(), text: await lastAnswer(page) });
  return seen;
}

/** What the page shows first after a crash is what the browser last wrote down, which may be another conversation. */
async function openNewest(page: Page): Promise<void> {
  await page.getByRole("navigation").getByText(instruction).first().click();
  // The answer that was being written joins it as soon as the lock of its tab is free.
  await articles(page).nth(1).waitFor({ timeout: PATIENCE_MS });
}

/** Empty where there is none yet. */
async function lastAnswer(page: Page): Promise<string> {
  const texts = await page.getByRole("log").locator(".answer-text").allInnerTexts();
  return (texts.at(-1) ?? "").trim();
}

const words = (text: string) => text.split(/\s+/).filter((word) => word !== "").length;
