/**
 * Node's entry to the exporter: reads the command line, writes progress to stderr, and one sentence for an error. The
 * same pipeline as in the page, from a folder on disk or straight from a hub.
 */

import { existsSync } from "node:fs";
import { basename, resolve } from "node:path";
import { parseArgs } from "node:util";
import { type HttpContext, sleep } from "../../../workers/library/http.ts";
import { hubFolder } from "../../../workers/library/remote-folder.ts";
import { HUB, titleOf } from "../../catalogue.ts";
import { AppError, isAbort, toAppError } from "../../errors.ts";
import { type Dtype, dtypes } from "../../manifest.ts";
import type { SourceFolder } from "../bytes.ts";
import { type ExportProgress, exportModel } from "../export.ts";
import { sharedRoom } from "../rooms.ts";
import { checkpointFolder, diskFolder } from "./disk-folder.ts";
import { onThreads } from "./quantizer-thread.ts";

const usage = `Turns a GPT-NeoX checkpoint (Dolly 2.0, Pythia) into a model for the browser.

  npm run export -- SOURCE --dtype q4f16[,q8…] --out DIR [options]

  SOURCE            a folder with config.json, the tokenizer's files, and model.safetensors or pytorch_model.bin,
                    whole or in shards; or a repository of a hub, such as databricks/dolly-v2-3b
  --dtype LIST      ${dtypes.join(", ")}; q4f16 or q4 for WebGPU, q8 for WebAssembly
  --out DIR         where the model goes; variants of the same model that are there already stay
  --host URL        the hub (default: ${HUB})
  --revision REV    a branch, tag or commit of the repository (default: main, pinned to the commit it stands for)
  --id ID           the manifest's id (default: SOURCE's name)
  --name NAME       as the page shows it (default: SOURCE's name)
  --repository REPO where a folder's checkpoint comes from (default: SOURCE's name)

A stopped or broken run goes on where it was when the same command is given again. For a repository that needs a token,
set HF_TOKEN in the environment.
`;

/** Runs the command; resolves to the exit code. */
export async function main(args: readonly string[]): Promise<number> {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        dtype: { type: "string" },
        out: { type: "string" },
        id: { type: "string" },
        name: { type: "string" },
        repository: { type: "string" },
        host: { type: "string" },
        revision: { type: "string" },
        help: { type: "boolean", short: "h" },
      },
    });
    const [name, ...rest] = positionals;
    if (values.help) {
      process.stdout.write(usage);
      return 0;
    }
    if (name === undefined || rest.length > 0 || !values.dtype || !values.out) {
      process.stderr.write(usage);
      return 1;
    }
    const signal = interruption();
    const input = await openInput(name, values.host ?? null, values.revision ?? null, signal);
    const title = titleOf(input.repository);
    const started = performance.now();
    const request = {
      source: input.folder,
      output: diskFolder(values.out),
      dtypes: parseDtypes(values.dtype),
      id: values.id ?? title.id,
      name: values.name ?? title.name,
      repository: values.repository ?? input.repository,
      revision: input.revision,
      signal,
      makeRoom: sharedRoom,
      resumable: true,
      onProgress: progressLine(),
    };
    const { manifest, warnings } = await onThreads(signal, (quantizer) => exportModel({ ...request, quantizer }));
    for (const warning of warnings) process.stderr.write(`Warning: ${warning}\n`);
    const seconds = ((performance.now() - started) / 1000).toFixed(1);
    process.stderr.write(`${values.out}: ${manifest.name} in ${seconds} s\n`);
    for (const { dtype, graph, data, quantization } of manifest.variants) {
      const bytes = manifest.files
        .filter(({ path }) => path === graph || data.includes(path))
        .reduce((total, file) => total + file.bytes, 0);
      const worst = quantization[0];
      const error = worst
        ? `, least exact tensor ${worst.tensor}: max ${worst.max.toPrecision(2)}, mean ${worst.mean.toPrecision(2)}`
        : "";
      process.stderr.write(`  ${dtype}: ${(bytes / 1e6).toFixed(1)} MB${error}\n`);
    }
    return 0;
  } catch (error) {
    process.stderr.write(`${sentence(error)}\n`);
    return 1;
  }
}

interface Input {
  readonly folder: SourceFolder;
  readonly repository: string;
  readonly revision: string | null;
}

/** A folder on disk where there is one of that name, or where it cannot be a repository; else the hub's. */
async function openInput(
  name: string,
  host: string | null,
  revision: string | null,
  signal: AbortSignal,
): Promise<Input> {
  if (host === null && (existsSync(name) || !/^[\w-][\w.-]*\/[\w-][\w.-]*$/.test(name))) {
    return { folder: checkpointFolder(name), repository: basename(resolve(name)), revision };
  }
  const place = { host: host ?? HUB, repository: name, revision: revision ?? "main" };
  const folder = hubFolder(place, nodeContext(signal));
  return { folder, repository: name, revision: await folder.pin() };
}

function nodeContext(signal: AbortSignal): HttpContext {
  const token = process.env.HF_TOKEN;
  return {
    signal,
    headers: token ? { Authorization: `Bearer ${token}` } : {},
    random: Math.random,
    purpose: "fetch",
    sleep,
    unreachable: async () => null,
    onBytes: () => {},
    onWait: (message) => {
      if (message !== null) process.stderr.write(`${process.stderr.isTTY ? "\r\x1b[K" : ""}${message}\n`);
    },
  };
}

function sentence(error: unknown): string {
  if (isAbort(error)) return "Stopped.";
  if (error instanceof TypeError && "code" in error && String(error.code).startsWith("ERR_PARSE_ARGS")) {
    return error.message;
  }
  const { code, message, cause } = toAppError(error);
  // An error of ours is a defect, and its trace is the report.
  return code === "internal" && cause instanceof Error ? (cause.stack ?? message) : message;
}

function parseDtypes(list: string): Dtype[] {
  return [...new Set(list.split(","))].map((name) => {
    const dtype = dtypes.find((known) => known === name.trim());
    if (!dtype) throw new AppError("unsupported", `There is no dtype ${name}; choose from ${dtypes.join(", ")}.`);
    return dtype;
  });
}

/** Aborts at the first Ctrl-C; a second one ends the process as usual. */
function interruption(): AbortSignal {
  const controller = new AbortController();
  process.once("SIGINT", () => controller.abort());
  return controller.signal;
}

const BAR_WIDTH = 24;

/** At most ten lines a second; on a terminal they overwrite each other. */
function progressLine(): (progress: ExportProgress) => void {
  let last = 0;
  return ({ dtype, tensor, writtenBytes, totalBytes }) => {
    const now = performance.now();
    if (!process.stderr.isTTY || (tensor !== null && now - last < 100)) return;
    last = now;
    const done = writtenBytes / totalBytes;
    const bar = "█".repeat(Math.round(done * BAR_WIDTH)).padEnd(BAR_WIDTH, "░");
    const percent = (100 * done).toFixed(1).padStart(5);
    process.stderr.write(tensor === null ? "\r\x1b[K" : `\r\x1b[K${bar} ${percent} %  ${dtype}  ${tensor}`);
  };
}
