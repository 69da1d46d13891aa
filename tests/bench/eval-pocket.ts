/**
 * `npm run eval:pocket [-- DTYPE…] [--device=webgpu] [--every=N] [--first-sentences]`: the shipped pocket model in the real
 * engine, greedily, on its held-out rows, or on every Nth of each kind and split; or what it answers to the sentences of
 * first-sentences.json and later-sentences.json, as Markdown tables.
 *
 * DTYPE is one of those that the model comes in; all of them if none is named. They run on the processor, for want of a GPU, unless the device is given.
 * Prints a table and, last, one line of JSON. *Honesty* is the share of questions outside the small world that are refused,
 * *false refusals* the share of the other rows that are.
 */

import { cpSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Exchange } from "../../models/dolly/prompt.ts";
import type { Dtype, Manifest } from "../../models/manifest.ts";
import type { Device, LoadRequest } from "../../workers/contract/engine-api.ts";
import { openHarness } from "../browser/open-harness.ts";
import { type Check, isCorrect, refuses } from "./pocket-score.ts";

interface Row {
  readonly kind: string;
  readonly split: "fillers" | "phrasings";
  readonly instruction: string;
  readonly context: string;
  readonly response: string;
  readonly check: Check;
  readonly history?: readonly Exchange[];
}

interface Score {
  readonly kind: string;
  readonly split: string;
  readonly rows: number;
  /** Shares of the rows. */
  readonly correct: number;
  readonly ended: number;
}

interface Evaluation {
  readonly loadMs: number;
  readonly tokensPerSecond: number;
  readonly honesty: number;
  readonly falseRefusals: number;
  readonly scores: readonly Score[];
}

type Harness = Awaited<ReturnType<typeof openHarness>>;

const root = fileURLToPath(new URL("../../", import.meta.url));
export async function main(args: readonly string[]): Promise<number> {
  const device: Device = args.includes("--device=webgpu") ? "webgpu" : "wasm";
  const { variants }: Manifest = JSON.parse(readFileSync(join(root, "public/pocket/manifest.json"), "utf8"));
  const dtypes = variants.map(({ dtype }) => dtype);
  const wanted = dtypes.filter((dtype) => !dtypes.some((named) => args.includes(named)) || args.includes(dtype));
  const every = Number(args.find((arg) => arg.startsWith("--every="))?.slice("--every=".length) ?? 1);
  const harness = await openHarness();
  const results: Record<string, Evaluation> = {};
  try {
    for (const dtype of wanted) {
      if (args.includes("--first-sentences")) await printFirstSentences(harness, dtype, device);
      else results[`${dtype} on ${device}`] = print(dtype, await evaluate(harness, dtype, device, every));
    }
  } finally {
    await harness.close();
  }
  console.log(JSON.stringify({ benchmark: "eval-pocket", results }));
  return 0;
}

/** Scores one variant on every Nth held-out row of each kind and split. */
export async function evaluate(harness: Harness, dtype: Dtype, device: Device, every: number): Promise<Evaluation> {
  const all: Row[] = JSON.parse(readFileSync(join(root, "models/pocket/heldout.json"), "utf8"));
  const counts = new Map<string, number>();
  const rows = all.filter(({ kind, split }) => {
    const count = counts.get(kind + split) ?? 0;
    counts.set(kind + split, count + 1);
    return count % every === 0;
  });
  const { loadMs, results } = await ask(harness, dtype, device, rows);
  const scored = rows.map((row, index) => ({
    ...row,
    correct: isCorrect(results[index]!.text, row.check),
    ended: results[index]!.stop === "end",
    refused: refuses(results[index]!.text),
  }));
  const groups = [...new Set(scored.map(({ kind, split }) => `${kind}\n${split}`))]
    .sort()
    .map((group) => group.split("\n"));
  const scores = groups.map(([kind, split]) =>
    score(
      kind!,
      split!,
      scored.filter((row) => row.kind === kind && row.split === split),
    ),
  );
  const inWorld = scored.filter(({ kind, response }) => kind !== "unknown" && !refuses(response));
  return {
    loadMs,
    tokensPerSecond: median(results.map((answer) => answer.tokensPerSecond ?? Number.NaN)),
    honesty: share(scored.filter(({ kind }) => kind === "unknown").map(({ refused }) => refused)),
    falseRefusals: share(inWorld.map(({ refused }) => refused)),
    scores: [...scores, score("all", "", scored)],
  };
}

async function ask(
  harness: Harness,
  dtype: Dtype,
  device: Device,
  rows: readonly Pick<Row, "instruction" | "context" | "history">[],
) {
  const folder = join(harness.folder, dtype);
  cpSync(join(root, "public/pocket"), folder, { recursive: true });
  keepVariant(join(folder, "manifest.json"), dtype);
  const requests = rows.map(({ instruction, context, history = [] }) => ({
    instruction,
    context: context || null,
    earlier: history.map((exchange) => ({ ...exchange, context: exchange.context || null })),
  }));
  const load: LoadRequest = { source: { kind: "url", folderUrl: `${harness.url}${dtype}/` }, device };
  return harness.page.evaluate(([request, asked]) => window.answerGreedily(request, asked), [load, requests] as const);
}

function print(dtype: Dtype, evaluation: Evaluation): Evaluation {
  console.log(`\n${dtype}`);
  for (const { kind, split, rows, correct, ended } of evaluation.scores) {
    console.log(
      `${kind.padEnd(16)} ${split.padEnd(10)} ${String(rows).padStart(4)}  ${percent(correct)} correct  ${percent(ended)} ended`,
    );
  }
  console.log(`honesty ${percent(evaluation.honesty)}, false refusals ${percent(evaluation.falseRefusals)}`);
  console.log(
    `loaded in ${Math.round(evaluation.loadMs)} ms, ${evaluation.tokensPerSecond.toFixed(1)} tokens/s (median)`,
  );
  return evaluation;
}

async function printFirstSentences(harness: Harness, dtype: Dtype, device: Device): Promise<void> {
  for (const name of ["first-sentences.json", "later-sentences.json"]) {
    const sentences: string[] = JSON.parse(readFileSync(join(root, "models/pocket", name), "utf8"));
    const rows = sentences.map((instruction) => ({ instruction, context: "" }));
    const { results } = await ask(harness, dtype, device, rows);
    console.log(`\n| ${name} | answer, ${dtype} |\n|---|---|`);
    for (const [index, sentence] of sentences.entries()) {
      console.log(`| ${sentence} | ${results[index]!.text.replaceAll("\n", " / ").replaceAll("|", "\\|")} |`);
    }
  }
}

/** So that the engine has no other to choose. */
function keepVariant(path: string, dtype: Dtype): void {
  const manifest: Manifest = JSON.parse(readFileSync(path, "utf8"));
  const variants = manifest.variants.filter((variant) => variant.dtype === dtype);
  writeFileSync(path, JSON.stringify({ ...manifest, variants }));
}

function score(
  kind: string,
  split: string,
  scored: readonly { readonly correct: boolean; readonly ended: boolean }[],
): Score {
  return {
    kind,
    split,
    rows: scored.length,
    correct: share(scored.map(({ correct }) => correct)),
    ended: share(scored.map(({ ended }) => ended)),
  };
}

/** The share that is true, to three places. */
function share(flags: readonly boolean[]): number {
  return Math.round((1000 * flags.filter(Boolean).length) / flags.length) / 1000;
}

function median(values: readonly number[]): number {
  const sorted = values.filter(Number.isFinite).sort((a, b) => a - b);
  return sorted[sorted.length >> 1] ?? Number.NaN;
}

function percent(part: number): string {
  return `${(100 * part).toFixed(1).padStart(5)} %`;
}
