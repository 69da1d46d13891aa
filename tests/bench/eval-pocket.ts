/**
 * `npm run eval:pocket [-- DEVICE…] [--every=N]`: the shipped pocket model in the real engine, greedily, on its held-out
 * rows, or on every Nth of each kind.
 *
 * DEVICE is `webgpu` (the 4-bit variant) or `wasm` (int8); both if none is named. Prints a table and, last, one line of
 * JSON.
 */

import { cpSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Exchange } from "../../models/dolly/prompt.ts";
import type { Device } from "../../workers/contract/engine-api.ts";
import { openHarness } from "../browser/open-harness.ts";
import { type Check, isCorrect } from "./pocket-score.ts";

interface Row {
  readonly kind: string;
  readonly instruction: string;
  readonly context: string;
  readonly check: Check;
  readonly history?: readonly Exchange[];
}

interface Score {
  readonly kind: string;
  readonly rows: number;
  /** Shares of the rows. */
  readonly correct: number;
  readonly ended: number;
}

const root = fileURLToPath(new URL("../../", import.meta.url));

export async function main(args: readonly string[]): Promise<number> {
  const devices: Device[] = ["webgpu", "wasm"];
  const every = Number(args.find((arg) => arg.startsWith("--every="))?.slice("--every=".length) ?? 1);
  const all: Row[] = JSON.parse(readFileSync(join(root, "models/pocket/heldout.json"), "utf8"));
  const rows = all.filter((row) => all.filter(({ kind }) => kind === row.kind).indexOf(row) % every === 0);
  const harness = await openHarness();
  const results: Record<string, { loadMs: number; tokensPerSecond: number; scores: readonly Score[] }> = {};
  try {
    cpSync(join(root, "public/pocket"), join(harness.folder, "pocket"), { recursive: true });
    for (const device of devices.filter(
      (each) => !devices.some((named) => args.includes(named)) || args.includes(each),
    )) {
      const requests = rows.map(({ instruction, context, history = [] }) => ({
        instruction,
        context: context || null,
        earlier: history.map((exchange) => ({ ...exchange, context: exchange.context || null })),
      }));
      const load = { source: { kind: "url", folderUrl: `${harness.url}pocket/` }, device } as const;
      const {
        model,
        loadMs,
        results: answers,
      } = await harness.page.evaluate(([request, asked]) => window.answerGreedily(request, asked), [
        load,
        requests,
      ] as const);
      const scored = rows.map((row, index) => ({
        kind: row.kind,
        correct: isCorrect(answers[index]!.text, row.check),
        ended: answers[index]!.stop === "end",
      }));
      const kinds = [...new Set(rows.map(({ kind }) => kind))].sort();
      const scores = [
        ...kinds.map((kind) =>
          score(
            kind,
            scored.filter((row) => row.kind === kind),
          ),
        ),
        score("all", scored),
      ];
      console.log(`\n${model.name}, ${model.dtype} on ${model.device}`);
      for (const { kind, rows: count, correct, ended } of scores) {
        console.log(
          `${kind.padEnd(16)} ${String(count).padStart(4)}  ${percent(correct)} correct  ${percent(ended)} ended`,
        );
      }
      const tokensPerSecond = median(answers.map((answer) => answer.tokensPerSecond ?? Number.NaN));
      console.log(`loaded in ${Math.round(loadMs)} ms, ${tokensPerSecond.toFixed(1)} tokens/s (median)`);
      results[`${model.dtype} on ${model.device}`] = { loadMs, tokensPerSecond, scores };
    }
  } finally {
    await harness.close();
  }
  console.log(JSON.stringify({ benchmark: "eval-pocket", results }));
  return 0;
}

function score(kind: string, scored: readonly { readonly correct: boolean; readonly ended: boolean }[]): Score {
  const share = (count: number) => Math.round((1000 * count) / scored.length) / 1000;
  return {
    kind,
    rows: scored.length,
    correct: share(scored.filter(({ correct }) => correct).length),
    ended: share(scored.filter(({ ended }) => ended).length),
  };
}

function median(values: readonly number[]): number {
  const sorted = values.filter(Number.isFinite).sort((a, b) => a - b);
  return sorted[sorted.length >> 1] ?? Number.NaN;
}

function percent(share: number): string {
  return `${(100 * share).toFixed(1).padStart(5)} %`;
}
