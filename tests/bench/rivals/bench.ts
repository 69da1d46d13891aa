/**
 * `npm run bench [-- --shapes 160m,3b --contestants ours,wllama --device wasm --prompts 50,1500 --tokens 16 --rounds 3]`: this
 * engine beside wllama and transformers.js in headless Chromium, on the same machine, in turns, each in a browser of its
 * own, with random weights. Prints a table of medians and, last, one line of JSON.
 *
 * On a GPU it also tells the seconds of processor that a token takes in the tab's workers, which holds on a software adapter
 * too: its kernels run in another process.
 *
 * All read one checkpoint: this engine as 4-bit blocks (q4f16 on the processor, q4 on a GPU), wllama the same weights as
 * Q4_0, transformers.js as it runs fastest: int8 on the processor, q4 on a GPU.
 */

import { cpSync, existsSync, mkdirSync, renameSync, symlinkSync, writeFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { build } from "vite";
import { diskFolder } from "../../../models/exporter/cli/disk-folder.ts";
import { exportModel } from "../../../models/exporter/export.ts";
import { type Dtype, MANIFEST_NAME } from "../../../models/manifest.ts";
import { root } from "../../../scripts/root.mjs";
import { serve } from "../../../scripts/serve.mjs";
import { engineBuild } from "../../../vite.config.ts";
import type { Device } from "../../../workers/contract/engine-api.ts";
import { isolationHeaders } from "../../../workers/contract/site-headers.ts";
import { launchChromium } from "../../browser/chromium.ts";
import { watchProcesses, workerSeconds } from "../process-tree.ts";
import { withoutGolden } from "../without-golden.ts";
import { writeGguf } from "./gguf.ts";
import type { Contestant, LoadRequest, Run, RunRequest } from "./page.ts";
import { randomWeights } from "./random-weights.ts";
import { type BenchShape, benchShapes } from "./shapes.ts";

const cache = join(root, ".cache/bench");

interface Measured {
  readonly detail: string;
  readonly loadMs: number;
  readonly peakMegabytes: number | null;
  /** One for each prompt length asked for. */
  readonly runs: readonly MeasuredRun[];
}

interface MeasuredRun extends Run {
  /**
   * Of processor that the tab's workers took for a token: beside a GPU that is JavaScript, WebAssembly and reading back, and
   * no kernel. Null on the processor, where kernels are most of it.
   */
  readonly workerMs: number | null;
}

interface Row {
  readonly shape: string;
  readonly contestant: Contestant;
  readonly measured: readonly Measured[];
  readonly failure: string | null;
}

export async function main(args: readonly string[]): Promise<number> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      shapes: { type: "string", default: "160m" },
      contestants: { type: "string", default: "ours,wllama,transformers.js" },
      device: { type: "string", default: "wasm" },
      prompts: { type: "string", default: "50,512" },
      tokens: { type: "string", default: "16" },
      rounds: { type: "string", default: "3" },
    },
  });
  const device = values.device as Device;
  const shapes = values.shapes.split(",").map(shapeOf);
  const contestants = values.contestants.split(",") as Contestant[];
  const promptTokens = values.prompts.split(",").map(Number);
  const newTokens = Number(values.tokens);

  const site = await openBenchSite();
  try {
    for (const shape of shapes) await prepare(shape, contestants, device);
    const rows: Row[] = [];
    for (const shape of shapes) {
      const inTurns = new Map(contestants.map((contestant) => [contestant, [] as Row["measured"][number][]]));
      const failures = new Map<Contestant, string>();
      for (let round = 0; round < Number(values.rounds); round++) {
        for (const contestant of contestants) {
          if (failures.has(contestant)) continue;
          try {
            const request = {
              contestant,
              device,
              folderUrl: `${site.url}models/${folderOf(shape, dtypeOf(contestant, device))}/`,
              threads: availableParallelism(),
            };
            inTurns.get(contestant)!.push(await measureOnce(site.url, request, promptTokens, newTokens));
            console.error(`${shape.name} ${contestant}, round ${round + 1}`);
          } catch (error) {
            failures.set(contestant, error instanceof Error ? error.message : String(error));
          }
        }
      }
      for (const contestant of contestants) {
        const measured = inTurns.get(contestant)!;
        rows.push({ shape: shape.name, contestant, measured, failure: failures.get(contestant) ?? null });
      }
    }
    report(rows, promptTokens, device);
    return 0;
  } finally {
    await site.stop();
  }
}

async function measureOnce(
  url: string,
  request: LoadRequest,
  promptTokens: readonly number[],
  newTokens: number,
): Promise<Measured> {
  const browser = await launchChromium();
  const processes = watchProcesses();
  try {
    const page = await browser.newPage();
    page.setDefaultTimeout(0);
    await page.goto(url);
    await page.waitForFunction(() => typeof window.load === "function");
    const loaded = await page.evaluate((asked) => window.load(asked), request);
    let seed = 0;
    const run = async (asked: Omit<RunRequest, "seed">) => {
      const before = workerSeconds();
      const result = await page.evaluate((wanted) => window.run(wanted), { ...asked, seed: seed++ });
      return { ...result, workerMs: (workerSeconds() - before) * 1000 };
    };
    const runs: MeasuredRun[] = [];
    for (const length of promptTokens) {
      if (request.device === "wasm") {
        runs.push({ ...(await run({ promptTokens: length, newTokens })), workerMs: null });
        continue;
      }
      // The first prepares the kernels, the second says what a prompt and a token take, to subtract from what more tokens do.
      await run({ promptTokens: length, newTokens: 1 });
      const least = await run({ promptTokens: length, newTokens: 1 });
      const whole = await run({ promptTokens: length, newTokens: newTokens + 1 });
      runs.push({ ...whole, workerMs: (whole.workerMs - least.workerMs) / newTokens });
    }
    return { ...loaded, runs, peakMegabytes: processes.stop()?.tab?.peakMegabytes ?? null };
  } finally {
    processes.stop();
    await browser.close();
  }
}

/** The page, the models, and transformers.js's own onnxruntime, without which it asks a CDN. */
async function openBenchSite() {
  const folder = join(cache, "site");
  const source = join(root, "tests/bench/rivals");
  await build({
    ...engineBuild,
    configFile: false,
    root: source,
    logLevel: "warn",
    build: { ...engineBuild.build, outDir: folder, rolldownOptions: { input: join(source, "page.html") } },
  });
  renameSync(join(folder, "page.html"), join(folder, "index.html"));
  const theirs = join(root, "node_modules/@huggingface/transformers/node_modules/onnxruntime-web/dist");
  cpSync(theirs, join(folder, "onnxruntime"), {
    recursive: true,
    filter: (path) => !path.endsWith(".map") && !path.endsWith(".js"),
  });
  symlinkSync(join(cache, "models"), join(folder, "models"));
  return serve({ folder, headers: isolationHeaders });
}

/** What a contestant runs; wllama has its own file in a folder of ours. */
function dtypeOf(contestant: Contestant, device: Device): Dtype {
  if (device === "webgpu") return "q4";
  return contestant === "transformers.js" ? "q8" : "q4f16";
}

/** One for each dtype, so that whoever loads a folder has no choice. */
function folderOf(shape: BenchShape, dtype: Dtype): string {
  return `${shape.name}-${dtype}`;
}

/** Exports a shape once; what an earlier run finished is used again. */
async function prepare(shape: BenchShape, contestants: readonly Contestant[], device: Device): Promise<void> {
  const source = randomWeights(shape);
  for (const contestant of contestants) {
    const dtype = dtypeOf(contestant, device);
    const folder = join(cache, "models", folderOf(shape, dtype));
    mkdirSync(folder, { recursive: true });
    const manifest = join(folder, MANIFEST_NAME);
    if (!existsSync(manifest)) {
      console.error(`writing ${shape.name} as ${dtype}`);
      await exportModel({
        source,
        output: diskFolder(folder),
        dtypes: [dtype],
        id: `bench-${shape.name}`,
        name: `Random ${shape.name}`,
        repository: "none",
        revision: null,
        signal: new AbortController().signal,
        onProgress: () => {},
      });
      writeFileSync(manifest, withoutGolden(manifest));
    }
    const gguf = join(folder, "model.gguf");
    if (contestant !== "wllama" || existsSync(gguf)) continue;
    console.error(`writing ${shape.name} as GGUF`);
    await writeGguf(source, shape, `${gguf}.partial`);
    renameSync(`${gguf}.partial`, gguf);
  }
}

function report(rows: readonly Row[], promptTokens: readonly number[], device: Device): void {
  const figures = rows.map(({ shape, contestant, measured, failure }) => ({
    shape,
    contestant,
    detail: measured[0]?.detail ?? failure,
    loadSeconds: median(measured.map(({ loadMs }) => loadMs / 1000)),
    peakMegabytes: median(measured.map(({ peakMegabytes }) => peakMegabytes ?? Number.NaN)),
    runs: promptTokens.map((length, index) => ({
      promptTokens: length,
      prefillTokensPerSecond: median(measured.map(({ runs }) => (length * 1000) / runs[index]!.prefillMs)),
      decodeTokensPerSecond: median(measured.map(({ runs }) => 1000 / runs[index]!.tokenMs)),
      workerMsPerToken: median(measured.map(({ runs }) => runs[index]!.workerMs ?? Number.NaN)),
    })),
  }));
  for (const { shape, contestant, detail, loadSeconds, peakMegabytes, runs } of figures) {
    console.log(`${shape} ${contestant} (${detail}): load ${loadSeconds} s, peak ${peakMegabytes} MB`);
    for (const run of runs) {
      console.log(
        `  after ${run.promptTokens}: prefill ${run.prefillTokensPerSecond} tokens/s, decode ${run.decodeTokensPerSecond} tokens/s` +
          (run.workerMsPerToken === null ? "" : `, the worker ${run.workerMsPerToken} ms of processor a token`),
      );
    }
  }
  console.log(JSON.stringify({ benchmark: "rivals", device, threads: availableParallelism(), figures }));
}

function shapeOf(name: string): BenchShape {
  const shape = benchShapes.find((candidate) => candidate.name === name);
  if (!shape) throw new Error(`No shape ${name}; there are ${benchShapes.map((each) => each.name).join(", ")}.`);
  return shape;
}

function median(values: readonly number[]): number | null {
  const sorted = values.filter(Number.isFinite).toSorted((a, b) => a - b);
  const middle = sorted[sorted.length >> 1];
  return middle === undefined ? null : Number(middle.toPrecision(4));
}
