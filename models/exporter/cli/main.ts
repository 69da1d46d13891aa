/** Node's entry to the exporter: reads the command line, writes progress to stderr, and one sentence for an error. */

import { basename, resolve } from "node:path";
import { parseArgs } from "node:util";
import { AppError, isAbort, toAppError } from "../../errors.ts";
import { type Dtype, dtypes } from "../../manifest.ts";
import { type ExportProgress, exportModel } from "../export.ts";
import { diskFolder } from "./disk-folder.ts";

const usage = `Turns a GPT-NeoX checkpoint (Dolly 2.0, Pythia) into a model for the browser.

  npm run export -- SOURCE --dtype q4f16[,q8…] --out DIR [options]

  SOURCE            a folder with config.json, the tokenizer's files, and model.safetensors or pytorch_model.bin,
                    whole or in shards
  --dtype LIST      ${dtypes.join(", ")}; q4f16 or q4 for WebGPU, q8 for WebAssembly
  --out DIR         where the model goes; variants of the same model that are there already stay
  --id ID           the manifest's id (default: SOURCE's name)
  --name NAME       as the page shows it (default: SOURCE's name)
  --repository REPO where the checkpoint comes from (default: SOURCE's name)
  --revision REV    of that repository
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
        revision: { type: "string" },
        help: { type: "boolean", short: "h" },
      },
    });
    const [folder, ...rest] = positionals;
    if (values.help) {
      process.stdout.write(usage);
      return 0;
    }
    if (folder === undefined || rest.length > 0 || !values.dtype || !values.out) {
      process.stderr.write(usage);
      return 1;
    }
    const title = basename(resolve(folder));
    const started = performance.now();
    const { manifest, warnings } = await exportModel({
      source: diskFolder(folder),
      output: diskFolder(values.out),
      dtypes: parseDtypes(values.dtype),
      id: values.id ?? title.toLowerCase().replace(/[^a-z0-9._-]+/g, "-"),
      name: values.name ?? title,
      repository: values.repository ?? title,
      revision: values.revision ?? null,
      signal: interruption(),
      onProgress: progressLine(),
    });
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

/** At most ten lines a second; on a terminal they overwrite each other. */
function progressLine(): (progress: ExportProgress) => void {
  let last = 0;
  return ({ dtype, tensor, writtenBytes, totalBytes }) => {
    const now = performance.now();
    if (!process.stderr.isTTY || (tensor !== null && now - last < 100)) return;
    last = now;
    const percent = ((100 * writtenBytes) / totalBytes).toFixed(1).padStart(5);
    process.stderr.write(tensor === null ? "\r\x1b[K" : `\r\x1b[K${percent} %  ${dtype}  ${tensor}`);
  };
}
