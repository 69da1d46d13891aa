/**
 * `npm run test:scale -- CHECKPOINT_FOLDER [--dtype q4f16] [--only browser,disk] [--run wasm]`: converts a checkpoint of
 * true tensor sizes in four ways, by the command line from disk and from a hub's look-alike on this machine, in headless
 * Chromium from that hub and from picked files; compares the results byte for byte, and prints what each took as JSON.
 * `--run` also loads the model from the browser's files and asks it for a few tokens; a tokenizer must lie beside the
 * checkpoint. Not part of `npm test`: it takes gigabytes and minutes.
 */

import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { createReadStream, mkdtempSync, readdirSync, rmSync, statSync } from "node:fs";
import { loadavg, tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { directSource } from "../../models/exporter/cli/disk-source.ts";
import { wholePages } from "../../models/exporter/rooms.ts";
import { root } from "../../scripts/root.mjs";
import type { Device, PromptRequest } from "../../workers/contract/engine-api.ts";
import type {
  InstallProgress,
  InstallResult,
  LibraryList,
  ModelSource,
  RemoveResult,
} from "../../workers/contract/library-api.ts";
import { type AttachedPage, type DetachedChromium, launchDetached } from "../browser/detached-chromium.ts";
import type { LibraryCall, LibraryReply } from "../browser/library-harness.ts";
import { serveHarness } from "../browser/open-harness.ts";
import { type HubFile, openHub } from "../hub/hub.ts";
import { type UseByRole, watchProcesses } from "./process-tree.ts";

const REPOSITORY = "someone/dolly-scale";
const ID = "dolly-scale";

interface Figures {
  readonly seconds: number;
  /** Source bytes a second, in 10^6. */
  readonly megabytesPerSecond: number;
  /** Processes that wanted a core, on average over the last minute; others share the machine. */
  readonly load: number;
  readonly processes: UseByRole | null;
}

/** Runs the comparison; resolves to the exit code. */
export async function main(args: readonly string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      dtype: { type: "string", default: "q4f16" },
      only: { type: "string" },
      run: { type: "string" },
      tokens: { type: "string", default: "8" },
    },
  });
  const [folder] = positionals;
  if (folder === undefined) {
    console.error(
      "npm run test:scale -- CHECKPOINT_FOLDER [--dtype q4f16] [--only disk,hub,picked,browser] [--run wasm|webgpu] [--tokens 8]",
    );
    return 1;
  }
  const wanted = (way: string) => values.only?.split(",").includes(way) ?? true;
  const files = readdirSync(folder).map((name) => [`${REPOSITORY}/${name}`, streamed(join(folder, name))] as const);
  const weights = files.filter(([name]) => /\.(bin|safetensors)$/.test(name));
  const sourceBytes = weights.reduce((sum, [, file]) => sum + sizeOf(file), 0);
  const hub = await openHub(files);
  const out = mkdtempSync(join(tmpdir(), "dolly-scale-"));
  const report: Record<string, unknown> = { dtype: values.dtype, sourceBytes };
  const hashes: Record<string, string>[] = [];
  /** `work` may know better how long it took. */
  const measure = async (way: string, work: () => Promise<number | null>) => {
    const watched = watchProcesses();
    const startedAt = performance.now();
    const seconds = (await work()) ?? (performance.now() - startedAt) / 1000;
    const megabytesPerSecond = sourceBytes / 1e6 / seconds;
    report[way] = { seconds, megabytesPerSecond, load: loadavg()[0]!, processes: watched.stop() } satisfies Figures;
    console.error(way, JSON.stringify(report[way]));
  };
  const byCommand = async (way: string, source: readonly string[]) => {
    const target = join(out, way);
    const title = ["--id", ID, "--name", ID, "--repository", REPOSITORY];
    await measure(way, () => exportByCommand([...source, "--dtype", values.dtype, "--out", target, ...title]));
    hashes.push(await hashFolder(target));
    rmSync(target, { recursive: true });
  };
  const inBrowser = async (
    way: string,
    source: BenchSource,
    then: (page: AttachedPage, installed: Installed) => Promise<void> = async () => {},
  ) => {
    const site = await serveHarness([hub.url, hub.cdnUrl]);
    // A profile on disk: in a private window the files would lie in memory.
    const profile = mkdtempSync(join(tmpdir(), "dolly-profile-"));
    const browser = await launchDetached(profile, `${site.url}harness.html`);
    try {
      await measure(way, () => install(browser, source, values.dtype));
      await browser.attached(async (page) => {
        await then(page, await installed(page));
        hashes.push(await page.evaluate((id: string) => window.hashModel(id), ID));
        const diskBytes = bytesOnDisk(profile);
        const { freedBytes } = (await call(page, "remove", { id: ID })) as RemoveResult;
        report.removed = { freedBytes, diskBytes: [diskBytes, bytesOnDisk(profile)] };
      });
    } finally {
      await browser.close();
      await site.stop();
      rmSync(profile, { recursive: true, force: true });
    }
  };
  try {
    if (wanted("disk")) await byCommand("disk", [folder]);
    if (wanted("hub")) await byCommand("hub", [REPOSITORY, "--host", hub.url]);
    const paths = readdirSync(folder).map((name) => join(folder, name));
    if (wanted("picked")) await inBrowser("picked", { kind: "picked", paths });
    if (wanted("browser")) {
      const source = { kind: "hub", host: hub.url, repository: REPOSITORY, revision: "main" } as const;
      await inBrowser("browser", source, async (page, installed) => {
        Object.assign(report, installed);
        if (values.run) report.run = await answerOnce(page, values.run as Device, Number(values.tokens));
        report.storage = ((await call(page, "list", null)) as LibraryList).storage;
      });
    }
    // The manifests differ in the commit that only a hub names, and the browser keeps a note of the installation.
    const common = Object.keys(hashes[0] ?? {}).filter((path) => !["manifest.json", "install.json"].includes(path));
    report.same = common.every((path) => hashes.every((each) => each[path] === hashes[0]?.[path]));
    report.compared = { ways: hashes.length, files: common.length };
    report.hashes = Object.fromEntries(common.map((path) => [path, hashes[0]?.[path]]));
    console.log(JSON.stringify(report));
    return report.same ? 0 : 1;
  } finally {
    await hub.stop();
    rmSync(out, { recursive: true, force: true });
  }
}

interface Installed {
  readonly keptBytes: number;
  /** The time left when it was first told, how far the work was then, and how long all of it took. */
  readonly firstTold: {
    readonly share: number | undefined;
    readonly secondsLeft: number | null | undefined;
    readonly seconds: number;
  };
}

declare global {
  interface Window {
    /** What the installation under way comes to, and when it was begun and ended. */
    installing?: Promise<{ readonly reply: LibraryReply; readonly seconds: number }>;
  }
}

type BenchSource =
  | Extract<ModelSource, { kind: "hub" }>
  | { readonly kind: "picked"; readonly paths: readonly string[] };

const DONE = "done";
const LETTING_GO_MS = 500;

/** Begins an installation, and waits for its end while no debugger is attached; resolves to its seconds. */
async function install(browser: DetachedChromium, source: BenchSource, dtype: string): Promise<number> {
  await browser.attached(async (page) => {
    await page.evaluate(
      () => document.body.append(Object.assign(document.createElement("input"), { type: "file", multiple: true })),
      null,
    );
    if (source.kind === "picked") await page.pick("input", source.paths);
    await page.evaluate(beginInstall, {
      source: source.kind === "picked" ? null : source,
      dtype,
      name: ID,
      done: DONE,
      pauseMs: LETTING_GO_MS,
    });
  });
  await browser.titled(DONE);
  return browser.attached((page) => page.evaluate(async () => (await window.installing!).seconds, null));
}

interface InstallOrder {
  /** Null: the files of the page's input. */
  readonly source: ModelSource | null;
  readonly dtype: string;
  readonly name: string;
  /** The page's title afterwards. */
  readonly done: string;
  readonly pauseMs: number;
}

/** In the page. */
function beginInstall({ source, dtype, name, done, pauseMs }: InstallOrder): void {
  const { files } = document.querySelector("input")!;
  const picked = { kind: "files", name, files: Array.from(files!, (file) => ({ path: file.name, file })) };
  const begin = async () => {
    const startedAt = performance.now();
    const argument = { source: source ?? picked, dtypes: [dtype], name };
    const reply = await window.callLibrary({ method: "install", argument });
    document.title = done;
    return { reply, seconds: (performance.now() - startedAt) / 1000 };
  };
  window.installing = new Promise((resolve) => setTimeout(() => resolve(begin()), pauseMs));
}

async function installed(page: AttachedPage): Promise<Installed> {
  const { reply, seconds } = (await page.evaluate(() => window.installing, null))!;
  if (reply.error) throw new Error(reply.error.message);
  const told = reply.emitted as readonly InstallProgress[];
  const known = told.filter(({ secondsLeft }) => secondsLeft !== null);
  const { model } = reply.value as InstallResult;
  return {
    keptBytes: model.bytes,
    firstTold: {
      share: known[0] && known[0].doneBytes / known[0].totalBytes,
      secondsLeft: known[0]?.secondsLeft,
      seconds,
    },
  };
}

async function call(page: AttachedPage, method: "list" | "remove", argument: unknown): Promise<unknown> {
  return (await page.evaluate((request: LibraryCall) => window.callLibrary(request), { method, argument })).value;
}

/** Loads the installed model and has it answer one instruction. */
async function answerOnce(page: AttachedPage, device: Device, newTokens: number) {
  const watched = watchProcesses();
  const request = { instruction: "Name three colours.", context: null, earlier: [] };
  const { loadMs, results } = await page.evaluate(
    ({ id, on, asked, tokens }: { id: string; on: Device; asked: PromptRequest; tokens: number }) =>
      window.answerGreedily({ source: { kind: "installed", id }, device: on }, [asked], false, tokens),
    { id: ID, on: device, asked: request, tokens: newTokens },
  );
  const [answer] = results;
  return {
    device,
    loadSeconds: loadMs / 1000,
    tokens: answer?.tokens ?? 0,
    tokensPerSecond: answer?.tokensPerSecond ?? null,
    load: loadavg()[0],
    processes: watched.stop(),
  };
}

/** Arrays that parts of files lay in, for the next. */
const partRooms: Uint8Array[] = [];
const PART_BYTES = 4 * 2 ** 20;
/** The server would still be sending smaller ones when they are done with. */
const LEAST_REUSED_BYTES = 64 * 1024;

/** In large parts, past the page cache: the server shares the processor with what is measured. */
function streamed(path: string): HubFile {
  const { size } = statSync(path);
  const source = directSource(path, size);
  return {
    size,
    async *stream(start, end) {
      const room = partRooms.pop() ?? wholePages(PART_BYTES);
      for (let at = start; at <= end; at += PART_BYTES) {
        const length = Math.min(PART_BYTES, end + 1 - at);
        yield source.read(at, length, length < LEAST_REUSED_BYTES ? new Uint8Array(length) : room.subarray(0, length));
      }
      partRooms.push(room);
    },
  };
}

function sizeOf(file: HubFile): number {
  return file instanceof Uint8Array ? file.length : file.size;
}

/** What the files below a folder take on the disk. */
function bytesOnDisk(folder: string): number {
  const paths = readdirSync(folder, { recursive: true, encoding: "utf8" }).map((path) => join(folder, path));
  // The browser goes on writing and removing files of its own.
  const blocks = paths.map((path) => statSync(path, { throwIfNoEntry: false })?.blocks ?? 0);
  return blocks.reduce((sum, each) => sum + each, 0) * 512;
}

/** SHA-256 of every file below a folder, by path. */
async function hashFolder(folder: string): Promise<Record<string, string>> {
  const hashes: Record<string, string> = {};
  for (const path of readdirSync(folder, { recursive: true, encoding: "utf8" })) {
    if (!statSync(join(folder, path)).isFile()) continue;
    const hash = createHash("sha256");
    for await (const part of createReadStream(join(folder, path))) hash.update(part as Buffer);
    hashes[path] = hash.digest("hex");
  }
  return hashes;
}

/** In a process of its own, so that its memory can be told from the server's. */
function exportByCommand(args: readonly string[]): Promise<null> {
  const command = [join(root, "scripts/run.mjs"), "models/exporter/cli/main.ts", ...args];
  const child = spawn(process.execPath, command, { cwd: root, stdio: ["ignore", "inherit", "inherit"] });
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("exit", (code) => {
      if (code === 0) resolve(null);
      else reject(new Error(`The command line failed with ${code}.`));
    });
  });
}
