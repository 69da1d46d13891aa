/**
 * `npm run bench:recovery [-- RUNS]`: how long an answer stands still when its engine fails in the middle, from the fault to
 * the next token that the reader has not seen. The faults are real ones, injected from outside. Prints each run and, last,
 * one line of JSON.
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
    /** What the engines' workers say: which of them, when, and how many tokens; `fault`: what was injected happens now. */
    heard: { readonly worker: number; readonly at: number; readonly tokens: number; readonly fault: boolean }[];
  }
}

export async function main([runs = "3"]: readonly string[]): Promise<number> {
  await setup();
  const results: Record<string, { secondsMedian: number; seconds: number[] }> = {};
  for (const each of cases) {
    const seconds: number[] = [];
    for (let run = 0; run < Number(runs); run++) {
      seconds.push(await standstill(each));
      console.log(`${each.name}: ${seconds.at(-1)!.toFixed(2)} s`);
    }
    results[each.name] = { secondsMedian: seconds.toSorted((a, b) => a - b)[seconds.length >> 1]!, seconds };
  }
  console.log(JSON.stringify({ benchmark: "recovery", runs: Number(runs), results }));
  return 0;
}

async function standstill({ device, plan }: Case): Promise<number> {
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
    return await secondsToNextToken(open.page);
  } finally {
    await open.close();
  }
}

async function listen(context: BrowserContext): Promise<void> {
  await context.addInitScript(() => {
    window.heard = [];
    const workers: Worker[] = [];
    const add = Worker.prototype.addEventListener;
    Worker.prototype.addEventListener = function (this: Worker, ...given: unknown[]) {
      if (!workers.includes(this)) {
        const worker = workers.push(this);
        add.call(this, "message", (event) => {
          const { kind, value } = (event as MessageEvent).data;
          const tokens = value?.phase === "writing" ? value.ids.length : 0;
          if (tokens > 0 || kind === "fault") {
            window.heard.push({ worker, at: performance.now(), tokens, fault: kind === "fault" });
          }
        });
      }
      add.apply(this, given as Parameters<typeof add>);
    } as typeof add;
  });
}

/** The next engine says first what was known; what counts is the token after it. */
async function secondsToNextToken(page: Page): Promise<number> {
  const heard = await page.evaluate(() => window.heard);
  const fault = heard.find((each) => each.fault);
  if (!fault) throw new Error("The fault did not happen.");
  const count = (of: typeof heard) => of.reduce((sum, { tokens }) => sum + tokens, 0);
  const known = count(heard.filter(({ worker }) => worker === fault.worker));
  const next = heard.filter(({ worker }) => worker > fault.worker);
  const first = next.find((_, at) => count(next.slice(0, at + 1)) > known);
  if (!first) throw new Error("No engine went on with the answer.");
  return Math.round(first.at - fault.at) / 1000;
}
