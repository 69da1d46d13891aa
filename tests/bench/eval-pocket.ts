/**
 * `npm run eval:pocket [-- DTYPE…] [--device=webgpu] [--every=N]`: the shipped pocket model in the real engine, greedily, on
 * its held-out rows, or on every Nth of each kind.
 *
 * DTYPE is `q8` or `q4`; both if none is named. They run on the processor, for want of a GPU, unless the device is given.
 * Prints a table and, last, one line of JSON.
 */

import { cpSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Exchange } from "../../models/dolly/prompt.ts";
import type { Dtype, Manifest } from "../../models/manifest.ts";
import type { Device, LoadRequest } from "../../workers/contract/engine-api.ts";
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
  const device: Device = args.includes("--device=webgpu") ? "webgpu" : "wasm";
  const dtypes = ["q8", "q4"] as const;
  const wanted = dtypes.filter((dtype) => !dtypes.some((named) => args.includes(named)) || args.includes(dtype));
  const every = Number(args.find((arg) => arg.startsWith("--every="))?.slice("--every=".length) ?? 1);
  const all: Row[] = JSON.parse(readFileSync(join(root, "models/pocket/heldout.json"), "utf8"));
  const rows = all.filter((row) => all.filter(({ kind }) => kind === row.kind).indexOf(row) % every === 0);
  const harness = await openHarness();
  const results: Record<string, { loadMs: number; tokensPerSecond: number; scores: readonly Score[] }> = {};
  try {
    for (const dtype of wanted) {
      const folder = join(harness.folder, dtype);
      cpSync(join(root, "public/pocket"), folder, { recursive: true });
      keepVariant(join(folder, "manifest.json"), dtype);
      const requests = rows.map(({ instruction, context, history = [] }) => ({
        instruction,
        context: context || null,
        earlier: history.map((exchange) => ({ ...exchange, context: exchange.context || null })),
      }));
      const load: LoadRequest = { source: { kind: "url", folderUrl: `${harness.url}${dtype}/` }, device };
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

/** So that the engine has no other to choose. */
function keepVariant(path: string, dtype: Dtype): void {
  const manifest: Manifest = JSON.parse(readFileSync(path, "utf8"));
  const variants = manifest.variants.filter((variant) => variant.dtype === dtype);
  writeFileSync(path, JSON.stringify({ ...manifest, variants }));
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
