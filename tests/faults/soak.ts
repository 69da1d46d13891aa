/**
 * Random use of the page, the same for the same seed, against a ledger of what must be there: every instruction that was
 * taken and every message that was once stored, in every tab and after every reload. Memory is measured along the way.
 */

import type { BrowserContext, Page } from "playwright-core";
import { proportionalMegabytes } from "../bench/process-tree.ts";
import { articles, instructionBox, type OpenPage, openSite, status, untilReady } from "../e2e/site.ts";
import { Ledger } from "./ledger.ts";
import { paused } from "./pause.ts";
import { randomNumbers } from "./random-numbers.ts";
import { installSecondModel } from "./second-model.ts";
import { tabState } from "./tab-state.ts";

export interface SoakFigures {
  /** Of use; pauses do not count. */
  readonly seconds: number;
  readonly seed: number;
  readonly deeds: Readonly<Record<string, number>>;
  readonly instructions: number;
  /** Instructions and answers that were followed to the end. */
  readonly messages: number;
  readonly lost: readonly string[];
  readonly troubles: readonly string[];
  /** The first tab's JavaScript heap after a collection, in MB, a figure about every half minute. */
  readonly heapMb: readonly number[];
  /**
   * What the browser's processes take while one tab is open, by what they do and all together, in MB: shared pages in equal
   * parts. Empty where there is no /proc.
   */
  readonly processesMb: Readonly<Record<string, readonly number[]>>;
  /** Of straight lines through these, without the first fifth of the time. */
  readonly heapSlopeMbPerHour: number;
  readonly processesSlopeMbPerHour: Readonly<Record<string, number>>;
}

interface Sample {
  readonly at: number;
  readonly heap: number;
  readonly processes: Readonly<Record<string, number>> | null;
}

interface Point {
  readonly at: number;
  readonly mb: number;
}

export interface SoakOptions {
  readonly seconds: number;
  readonly seed: number;
  /** Installs another model first, to change to and fro; takes a quarter of a minute. */
  readonly twoModels?: boolean;
  /** While there is a file of this name, nothing is done. */
  readonly pauseFile?: string;
  readonly log?: (line: string) => void;
}

/** How often each deed comes, in shares. */
const shares = {
  send: 80,
  sendLong: 10,
  sendInBoth: 20,
  stop: 30,
  branch: 20,
  reword: 20,
  begin: 20,
  choose: 20,
  changeModel: 10,
  offline: 5,
  secondTab: 10,
  reload: 2,
  reloadWriting: 2,
  reopen: 1,
} as const;

type Deed = keyof typeof shares;

const asked = [
  "What is the capital of France?",
  "Write a short poem about the sea.",
  "Why is the sky blue?",
  "Name 3 fish",
];
/** A deed that takes longer than this is a fault, even where other work slows the machine down. */
const PATIENCE_MS = 240_000;
const MEASURE_EVERY_MS = 30_000;
const COMPARE_EVERY = 60;
/** Nobody reads more. */
const MOST_TROUBLES = 20;

export async function soak(options: SoakOptions): Promise<SoakFigures> {
  const { seed, twoModels = false, pauseFile, log = () => {} } = options;
  const random = randomNumbers(seed);
  const pick = <Each>(from: readonly Each[]): Each => from[Math.floor(random() * from.length)]!;
  const open = await openSite({ query: "?device=wasm", onDisk: true, prepare: shortAnswers });
  const { context, site } = open;
  const ledger = new Ledger();
  const deeds: Partial<Record<Deed, number>> = {};
  const troubles: string[] = [];
  const lost = new Set<string>();
  const samples: Sample[] = [];
  let pausedMs = 0;
  const startedAt = Date.now();
  const now = () => Date.now() - startedAt - pausedMs;
  let second: Page | null = null;

  context.setDefaultTimeout(PATIENCE_MS);
  context.on("weberror", (error) => troubles.push(`error: ${error.error().message}`));
  context.on("console", (message) => {
    if (message.type() === "error" && !expected(message.text())) troubles.push(`console: ${message.text()}`);
  });

  async function say(page: Page, words: string): Promise<void> {
    await instructionBox(page).fill(words);
    await page.getByRole("button", { name: "Send" }).click();
  }
  async function send(page: Page, more = ""): Promise<void> {
    const words = `${pick(asked)}${more} (${ledger.instructions + 1})`;
    await say(page, words);
    await articles(page).getByText(words.slice(-30)).first().waitFor();
    ledger.take(words);
    await idle(page);
  }
  const acts: Readonly<Record<Deed, (page: Page) => Promise<void>>> = {
    send,
    sendLong: (page) => send(page, " Think of <b>bold</b>, 海 and 🐟.".repeat(1 + Math.floor(random() * 8))),
    async sendInBoth(page) {
      if (!second) return;
      const both = [page, page === second ? open.page : second] as const;
      const all = both.map((each, at) => [each, `${pick(asked)} (${ledger.instructions + 1 + at})`] as const);
      for (const [, words] of all) ledger.take(words);
      await Promise.all(all.map(([each, words]) => say(each, words)));
      await Promise.all(all.map(([each, words]) => articles(each).getByText(words).first().waitFor()));
      await Promise.all(both.map(idle));
    },
    async stop(page) {
      const words = `Write a short story about a cat. (${ledger.instructions + 1})`;
      await say(page, words);
      const stop = page.getByRole("button", { name: "Stop" });
      await page.waitForTimeout(random() * 800);
      await stop.click({ timeout: 2000 }).catch(() => {}); // it may have ended
      await idle(page);
      if ((await instructionBox(page).inputValue()) === "") ledger.take(words);
      else await instructionBox(page).fill("");
    },
    async branch(page) {
      const again = page.getByRole("button", { name: "Regenerate" }).last();
      if (await again.isVisible()) await again.click();
      await idle(page);
    },
    async reword(page) {
      const edit = page.getByRole("button", { name: "Edit the instruction" }).last();
      if (!(await edit.isVisible())) return;
      await edit.click();
      const words = `${pick(asked)} Otherwise, I mean. (${ledger.instructions + 1})`;
      await page.getByRole("textbox", { name: "Edit the instruction" }).fill(words);
      await page.keyboard.press("Control+Enter");
      await articles(page).getByText(words).first().waitFor();
      ledger.take(words);
      await idle(page);
    },
    async begin(page) {
      await page.getByRole("button", { name: "New conversation" }).first().click();
    },
    async choose(page) {
      const rows = page.getByRole("navigation").locator("[data-index] button:first-of-type");
      const count = await rows.count();
      if (count > 0) await rows.nth(Math.floor(random() * count)).click();
    },
    async changeModel(page) {
      if (!twoModels) return;
      await page
        .getByRole("button", { name: /^Models|^Dolly Pocket|^dolly-/ })
        .first()
        .click();
      const dialog = page.getByRole("dialog", { name: "Models" });
      await dialog.getByRole("button", { name: /^Use / }).first().click();
      await dialog.getByRole("button", { name: /^Unload/ }).waitFor();
      await page.keyboard.press("Escape");
      await untilReady(page);
    },
    async offline(page) {
      await context.setOffline(true);
      if (random() < 0.5) await acts.reload(page);
      await send(page);
      await context.setOffline(false);
    },
    async secondTab() {
      if (second) {
        await second.close();
        second = null;
        return;
      }
      second = await context.newPage();
      await second.goto(`${site.url}?device=wasm`);
      await untilReady(second);
      await send(second);
    },
    async reload(page) {
      await page.reload();
      await untilReady(page);
    },
    async reloadWriting(page) {
      const words = `Write a short story about a dog. (${ledger.instructions + 1})`;
      await say(page, words);
      await articles(page).getByText(words).first().waitFor();
      ledger.take(words);
      await page.waitForTimeout(random() * 1500);
      await acts.reload(page);
    },
    async reopen() {
      await open.page.goto("about:blank");
      await open.page.goto(`${site.url}?device=wasm`);
      await untilReady(open.page);
    },
  };
  const drawn = Object.entries(shares).flatMap(([name, share]) => Array<Deed>(share).fill(name as Deed));

  async function step(): Promise<void> {
    const name = pick(drawn);
    deeds[name] = (deeds[name] ?? 0) + 1;
    log(`${Math.round(now() / 1000)} s: ${name}`);
    try {
      await acts[name](second && random() < 0.3 ? second : open.page);
    } catch (error) {
      troubles.push(`${name} at ${Math.round(now() / 1000)} s: ${(error as Error).message.split("\n", 3).join(" ")}`);
      log(troubles.at(-1)!);
      for (const tab of context.pages()) log(await tabState(tab));
      await context.setOffline(false);
      await second?.close();
      second = null;
      await acts.reopen(open.page);
    }
  }
  function figures(): SoakFigures {
    const heap = samples.map(({ at, heap: mb }) => ({ at, mb }));
    const processes = samples.flatMap(({ at, processes: byRole }) => (byRole ? [{ at, byRole }] : []));
    const roles = [...new Set(processes.flatMap(({ byRole }) => Object.keys(byRole)))];
    const pointsOf = (role: string) => processes.map(({ at, byRole }) => ({ at, mb: byRole[role] ?? 0 }));
    const isSettled = ({ at }: Point) => at > options.seconds * 200;
    return {
      seconds: Math.round(now() / 1000),
      seed,
      deeds,
      instructions: ledger.instructions,
      messages: ledger.messages,
      lost: [...lost],
      troubles: troubles.slice(0, MOST_TROUBLES),
      heapMb: heap.map(({ mb }) => rounded(mb)),
      processesMb: Object.fromEntries(roles.map((role) => [role, pointsOf(role).map(({ mb }) => Math.round(mb))])),
      heapSlopeMbPerHour: slopePerHour(heap.filter(isSettled)),
      processesSlopeMbPerHour: Object.fromEntries(
        roles.map((role) => [role, slopePerHour(pointsOf(role).filter(isSettled))]),
      ),
    };
  }

  try {
    await untilReady(open.page);
    await open.page.getByText("Works offline now").first().waitFor();
    if (twoModels) await installSecondModel(open.page);
    for (let steps = 1; now() < options.seconds * 1000 && troubles.length < MOST_TROUBLES; steps++) {
      pausedMs += await paused(pauseFile);
      await step();
      if (now() - (samples.at(-1)?.at ?? 0) > MEASURE_EVERY_MS) {
        samples.push({ at: now(), heap: await heapMb(open), processes: second ? null : processesMb() });
      }
      if (steps % COMPARE_EVERY !== 0) continue;
      for (const each of await ledger.compare(open.page)) lost.add(each);
      log(JSON.stringify({ ...figures(), heapMb: undefined, processesMb: undefined }));
    }
    await acts.reload(open.page);
    for (const each of await ledger.compare(open.page)) lost.add(each);
    return figures();
  } finally {
    await open.close();
  }
}

/** What Chromium itself logs while the network is off. */
function expected(text: string): boolean {
  return /net::ERR_INTERNET_DISCONNECTED|An unknown error occurred when fetching the script/.test(text);
}

async function shortAnswers(context: BrowserContext): Promise<void> {
  await context.addInitScript(() => {
    if (!location.protocol.startsWith("http")) return; // about:blank has no storage
    localStorage.setItem("dolly/settings", JSON.stringify({ sampling: { maxNewTokens: 64 } }));
  });
}

async function idle(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Stop" }).waitFor({ state: "detached" });
  await status(page)
    .getByText(/Ready|Stopped/)
    .waitFor();
}

async function heapMb({ context, page }: OpenPage): Promise<number> {
  const session = await context.newCDPSession(page);
  await session.send("HeapProfiler.enable");
  await session.send("HeapProfiler.collectGarbage");
  const { usedSize } = await session.send("Runtime.getHeapUsage");
  await session.detach();
  return usedSize / 1e6;
}

function processesMb(): Sample["processes"] {
  const byRole = proportionalMegabytes();
  return byRole && { ...byRole, all: Object.values(byRole).reduce((sum, mb) => sum + mb, 0) };
}

/** Of the line with the least squares through points in milliseconds. */
function slopePerHour(points: readonly Point[]): number {
  if (points.length < 2) return 0;
  const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const [at, mb] = [mean(points.map((point) => point.at)), mean(points.map((point) => point.mb))];
  const spread = points.reduce((sum, point) => sum + (point.at - at) ** 2, 0);
  return rounded((points.reduce((sum, point) => sum + (point.at - at) * (point.mb - mb), 0) / spread) * 3_600_000);
}

const rounded = (value: number) => Math.round(value * 100) / 100;
