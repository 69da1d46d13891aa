/**
 * `npm run bench:recovery [-- RUNS [DEVICE]]`: how long an answer stands still when its engine fails in the middle, from the
 * fault to the next token that the reader has not seen; beside it what the same engine took to load and to begin its first
 * answer, which is what cannot be spared. The faults are real ones, injected from outside. Prints each run and, last, one
 * line of JSON.
 */

import type { BrowserContext, Page } from "playwright-core";
import { ask, openSite, untilReady } from "../e2e/site.ts";
import { type FaultPlan, injectFaults } from "../faults/engine-faults.ts";
import { setup } from "../global-setup.ts";

interface Case {
  readonly name: string;
  readonly device: "wasm" | "webgpu";
  readonly plan: FaultPlan;
}

/** The longest answer where tokens come fast. */
const instructions = { wasm: "Write a short story about a cat.", webgpu: "What is the capital of France?" };

const cases: readonly Case[] = [
  { name: "worker's death, processor", device: "wasm", plan: { kind: "death", atTokens: 20 } },
  { name: "WebAssembly trap, processor", device: "wasm", plan: { kind: "trap", atTokens: 20 } },
  { name: "device destroyed, software WebGPU", device: "webgpu", plan: { kind: "destroy", atTokens: 3 } },
  { name: "adapter lost for good, on to the processor", device: "webgpu", plan: { kind: "lost-adapter", atTokens: 3 } },
];

declare global {
  interface Window {
    /**
     * What passes between the page and its engines' workers: which of them, when, and how many tokens. `asked`: a call;
     * `answered`: its result; `fault`: what was injected happens now.
     */
    heard: {
      readonly worker: number;
      readonly at: number;
      readonly tokens: number;
      readonly what: "asked" | "answered" | "told" | "fault";
      readonly method: string;
    }[];
  }
}

interface Standstill {
  /** From the fault to the next new token. */
  readonly seconds: number;
  /** Of the first engine: its load, and from the request to the first token. */
  readonly plainSeconds: number;
}

export async function main([runs = "3", device]: readonly string[]): Promise<number> {
  await setup();
  const results: Record<string, { secondsMedian: number; plainSecondsMedian: number; runs: Standstill[] }> = {};
  for (const each of cases.filter((one) => device === undefined || one.device === device)) {
    const measured: Standstill[] = [];
    for (let run = 0; run < Number(runs); run++) {
      const { seconds, plainSeconds } = await standstill(each);
      measured.push({ seconds, plainSeconds });
      console.log(`${each.name}: ${seconds.toFixed(2)} s, plain ${plainSeconds.toFixed(2)} s`);
    }
    const median = (what: keyof Standstill) =>
      measured.map((one) => one[what]).toSorted((a, b) => a - b)[measured.length >> 1]!;
    results[each.name] = {
      secondsMedian: median("seconds"),
      plainSecondsMedian: median("plainSeconds"),
      runs: measured,
    };
  }
  console.log(JSON.stringify({ benchmark: "recovery", runs: Number(runs), results }));
  return 0;
}

async function standstill({ device, plan }: Case): Promise<Standstill> {
  const open = await openSite({
    query: `?device=${device}`,
    serviceWorkers: "block",
    async prepare(context) {
      await injectFaults(context, [plan]);
      await listen(context);
    },
  });
  try {
    await untilReady(open.page);
    await ask(open.page, instructions[device]);
    return await standstillIn(open.page);
  } finally {
    await open.close();
  }
}

async function listen(context: BrowserContext): Promise<void> {
  await context.addInitScript(() => {
    window.heard = [];
    const workers: Worker[] = [];
    const methods = new Map<string, string>();
    const { addEventListener: add, postMessage: post } = Worker.prototype;
    const note = (of: Worker, what: (typeof window.heard)[number]["what"], method = "", tokens = 0) =>
      window.heard.push({ worker: workers.indexOf(of) + 1, at: performance.now(), what, method, tokens });
    Worker.prototype.postMessage = function (this: Worker, ...given: unknown[]) {
      const { kind, id, method } = given[0] as { kind?: string; id?: number; method?: string };
      if (kind === "call" && method !== undefined) {
        methods.set(`${workers.indexOf(this)} ${id}`, method);
        note(this, "asked", method);
      }
      post.apply(this, given as Parameters<typeof post>);
    } as typeof post;
    Worker.prototype.addEventListener = function (this: Worker, ...given: unknown[]) {
      if (!workers.includes(this)) {
        workers.push(this);
        add.call(this, "message", (event) => {
          const { kind, id, value } = (event as MessageEvent).data;
          if (kind === "fault") note(this, "fault");
          if (kind === "result") note(this, "answered", methods.get(`${workers.indexOf(this)} ${id}`));
          if (value?.phase === "writing") note(this, "told", "generate", value.ids.length);
        });
      }
      add.apply(this, given as Parameters<typeof add>);
    } as typeof add;
  });
}

/** The next engine says first what was known; what counts is the token after it. */
async function standstillIn(page: Page): Promise<Standstill> {
  const heard = await page.evaluate(() => window.heard);
  const at = (worker: number, what: string, method: string) => {
    const found = heard.find((each) => each.worker === worker && each.what === what && each.method === method);
    if (!found) throw new Error(`${method} was not ${what}.`);
    return found.at;
  };
  const fault = heard.find(({ what }) => what === "fault");
  if (!fault) throw new Error("The fault did not happen.");
  const count = (of: typeof heard) => of.reduce((sum, { tokens }) => sum + tokens, 0);
  const known = count(heard.filter(({ worker }) => worker === fault.worker));
  const next = heard.filter(({ worker }) => worker > fault.worker);
  const first = next.find((_, at) => count(next.slice(0, at + 1)) > known);
  if (!first) throw new Error("No engine went on with the answer.");
  const { worker } = fault;
  const loadMs = at(worker, "answered", "load") - at(worker, "asked", "load");
  const firstTokenMs = at(worker, "told", "generate") - at(worker, "asked", "generate");
  const seconds = (ms: number) => Math.round(ms) / 1000;
  return { seconds: seconds(first.at - fault.at), plainSeconds: seconds(loadMs + firstTokenMs) };
}
