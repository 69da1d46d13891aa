/**
 * `npm run test:scale -- CHECKPOINT_FOLDER [--dtype q4f16]`: serves a checkpoint of true tensor sizes from a hub's
 * look-alike on this machine, converts it by the command line and in headless Chromium, compares the two byte for byte,
 * and prints what both took as JSON; with `--dtype q8`, and a tokenizer beside the checkpoint, it also loads the model
 * from the browser's files and lets it answer on the processor. Not part of `npm test`: it takes gigabytes and minutes.
 */

import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { createReadStream, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { root } from "../../scripts/root.mjs";
import type { InstallResult, LibraryList } from "../../workers/contract/library-api.ts";
import { type Harness, openHarness } from "../browser/open-harness.ts";
import { type HubFile, openHub } from "../hub/hub.ts";

const REPOSITORY = "someone/dolly-scale";
const ID = "dolly-scale";

interface Figures {
  readonly seconds: number;
  /** Source bytes a second, in 10^6. */
  readonly megabytesPerSecond: number;
  /** Of the process that converts, in 10^6 bytes; as the operating system counts resident memory. */
  readonly peakMegabytes: number | null;
}

/** Runs the comparison; resolves to the exit code. */
export async function main(args: readonly string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: { dtype: { type: "string", default: "q4f16" } },
  });
  const [folder] = positionals;
  if (folder === undefined) {
    console.error("npm run test:scale -- CHECKPOINT_FOLDER [--dtype q4f16]");
    return 1;
  }
  const files = readdirSync(folder).map((name) => [`${REPOSITORY}/${name}`, streamed(join(folder, name))] as const);
  const weights = files.filter(([name]) => /\.(bin|safetensors)$/.test(name));
  const sourceBytes = weights.reduce((sum, [, file]) => sum + sizeOf(file), 0);
  const hub = await openHub(files);
  const out = mkdtempSync(join(tmpdir(), "dolly-scale-"));
  // A profile on disk: in a private window the files would lie in memory.
  const harness = await openHarness({ hosts: [hub.url, hub.cdnUrl], onDisk: true });
  try {
    const figures = (startedAt: number, peakMegabytes: number | null): Figures => {
      const seconds = (performance.now() - startedAt) / 1000;
      return { seconds, megabytesPerSecond: sourceBytes / 1e6 / seconds, peakMegabytes };
    };
    let startedAt = performance.now();
    const peak = await exportByCommand([REPOSITORY, "--host", hub.url, "--dtype", values.dtype, "--out", out]);
    const commandLine = figures(startedAt, peak);

    const watched = watchRenderers();
    startedAt = performance.now();
    const reply = await harness.page.evaluate((call) => window.callLibrary(call), {
      method: "install" as const,
      argument: {
        source: { kind: "hub", host: hub.url, repository: REPOSITORY, revision: "main" },
        dtypes: [values.dtype],
        name: null,
      },
    });
    if (reply.error) throw new Error(reply.error.message);
    const browser = figures(startedAt, watched.stop());

    const { model } = reply.value as InstallResult;
    const hashes = await harness.page.evaluate((id) => window.hashModel(id), ID);
    const same = model.manifest.files.every(({ path }) => hashes[path] === hashOf(join(out, path)));
    const ran = values.dtype === "q8" ? await answerOnce(harness) : null;
    const listed = await harness.page.evaluate((call) => window.callLibrary(call), {
      method: "list" as const,
      argument: null,
    });
    const { storage } = listed.value as LibraryList;
    const report = {
      dtype: values.dtype,
      sourceBytes,
      keptBytes: model.bytes,
      same,
      commandLine,
      browser,
      ran,
      storage,
    };
    console.log(JSON.stringify(report, null, 2));
    return same ? 0 : 1;
  } finally {
    await harness.close();
    await hub.stop();
    rmSync(out, { recursive: true, force: true });
  }
}

/** Loads the installed model on the processor and has it answer one instruction. */
async function answerOnce({ page }: Harness) {
  const watched = watchRenderers();
  const request = { instruction: "Name three colours.", context: null, earlier: [] };
  const { loadMs, results } = await page.evaluate(
    ([id, asked]) => window.answerGreedily({ source: { kind: "installed", id }, device: "wasm" }, [asked]),
    [ID, request] as const,
  );
  const [answer] = results;
  return {
    loadSeconds: loadMs / 1000,
    tokens: answer?.tokens ?? 0,
    tokensPerSecond: answer?.tokensPerSecond ?? null,
    peakMegabytes: watched.stop(),
  };
}

function streamed(path: string): HubFile {
  return { size: statSync(path).size, stream: (start, end) => createReadStream(path, { start, end }) };
}

function sizeOf(file: HubFile): number {
  return file instanceof Uint8Array ? file.length : file.size;
}

function hashOf(path: string): string {
  return createHash("sha256").update(readFileSync(path)).digest("hex");
}

/** In a process of its own, so that its memory can be told from the server's. Resolves to its peak in megabytes. */
function exportByCommand(args: readonly string[]): Promise<number | null> {
  const command = [join(root, "scripts/run.mjs"), "models/exporter/cli/main.ts", ...args];
  const child = spawn(process.execPath, command, { cwd: root, stdio: ["ignore", "inherit", "inherit"] });
  const watched = watch(() => [String(child.pid)]);
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("exit", (code) => {
      const peak = watched.stop();
      if (code === 0) resolve(peak);
      else reject(new Error(`The command line failed with ${code}.`));
    });
  });
}

/** The largest of Chromium's page processes. */
function watchRenderers() {
  return watch(() =>
    readdirSync("/proc")
      .filter((name) => /^\d+$/.test(name))
      .filter((pid) => read(`/proc/${pid}/cmdline`).includes("--type=renderer")),
  );
}

/** Samples resident memory ten times a second where there is a /proc; `null` elsewhere. */
function watch(pids: () => readonly string[]) {
  let peakKilobytes = 0;
  const sample = () => {
    try {
      for (const pid of pids()) {
        const resident = /VmRSS:\s+(\d+)/.exec(read(`/proc/${pid}/status`))?.[1];
        peakKilobytes = Math.max(peakKilobytes, Number(resident ?? 0));
      }
    } catch {
      // No /proc on this system: nothing is measured.
    }
  };
  const timer = setInterval(sample, 100);
  return {
    stop(): number | null {
      clearInterval(timer);
      return peakKilobytes > 0 ? Math.round((peakKilobytes * 1024) / 1e6) : null;
    },
  };
}

/** Empty for a process that has ended meanwhile. */
function read(path: string): string {
  try {
    return readFileSync(path, "latin1");
  } catch {
    return "";
  }
}
