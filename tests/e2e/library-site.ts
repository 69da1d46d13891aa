/** The library in a real browser, beside a hub with a small checkpoint and what the command line has made of it. */

import { createHash } from "node:crypto";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { main } from "../../models/exporter/cli/main.ts";
import type { InstallRequest, LibraryList, ModelSource } from "../../workers/contract/library-api.ts";
import type { LibraryCall, LibraryReply } from "../browser/library-harness.ts";
import { type Harness, openHarness } from "../browser/open-harness.ts";
import { withPocketTokenizer } from "../fixtures/pocket-tokenizer.ts";
import { randomTorchCheckpoint } from "../fixtures/random-checkpoint.ts";
import { type Hub, openHub } from "../hub/hub.ts";

/** Long enough for read-ahead, several chunks and a stop in the middle. */
export const REPOSITORY = "someone/dolly-tiny";
export const ID = "dolly-tiny";
/** Small enough for a software adapter. */
export const MINI = "someone/dolly-mini";
export const dtypes = ["q8", "q4"] as const;

export interface LibrarySite {
  /** Serves the checkpoints, and below static/ready/ and static/mini/ the models made of them. */
  readonly hub: Hub;
  readonly harness: Harness;
  /** Of what the command line has made of the larger checkpoint: path → SHA-256. */
  readonly cliHashes: Readonly<Record<string, string>>;
  /** Of the larger checkpoint's weights. */
  readonly sourceBytes: number;
  fromHub(repository?: string): ModelSource;
  /** What to install: the larger checkpoint with both dtypes, unless something else is said. */
  install(change?: Partial<InstallRequest>): InstallRequest;
  tryCall(method: LibraryCall["method"], argument: unknown, stop?: LibraryCall["stop"]): Promise<LibraryReply>;
  /** Throws what the library says. */
  call<T>(method: LibraryCall["method"], argument: unknown): Promise<LibraryReply & { readonly value: T }>;
  /** What lies in the browser of the larger model, without the library's own record. */
  installedHashes(): Promise<Record<string, string>>;
  /** Removes every model, and every fault of the hub. */
  empty(): Promise<void>;
  close(): Promise<void>;
}

export async function openLibrary(): Promise<LibrarySite> {
  const sizes = { headDim: 80, heads: 8, layers: 3, vocab: 4096, contextLength: 128, parallelResidual: true, seed: 5 };
  const files = withPocketTokenizer(randomTorchCheckpoint(sizes));
  const miniSizes = { ...sizes, headDim: 16, heads: 4, layers: 2, contextLength: 80 };
  const mini = withPocketTokenizer(randomTorchCheckpoint(miniSizes));
  const hub = await openHub([
    ...Array.from(files, ([name, bytes]) => [`${REPOSITORY}/${name}`, bytes] as const),
    ...Array.from(mini, ([name, bytes]) => [`${MINI}/${name}`, bytes] as const),
  ]);
  const cliFolder = mkdtempSync(join(tmpdir(), "dolly-library-"));
  let cliHashes: Record<string, string>;
  try {
    cliHashes = await exportByCommand(hub, REPOSITORY, join(cliFolder, "ready"));
    await exportByCommand(hub, MINI, join(cliFolder, "mini"));
  } finally {
    rmSync(cliFolder, { recursive: true, force: true });
  }
  const harness = await openHarness({ hosts: [hub.url, hub.cdnUrl] });

  const fromHub = (repository = REPOSITORY): ModelSource => ({
    kind: "hub",
    host: hub.url,
    repository,
    revision: "main",
  });
  const tryCall: LibrarySite["tryCall"] = (method, argument, stop) => {
    const asked: LibraryCall = stop ? { method, argument, stop } : { method, argument };
    return harness.page.evaluate((each) => window.callLibrary(each), asked);
  };
  const call: LibrarySite["call"] = async <T>(method: LibraryCall["method"], argument: unknown) => {
    const reply = await tryCall(method, argument);
    if (reply.error) throw new Error(`${reply.error.code}: ${reply.error.message}`);
    return reply as LibraryReply & { readonly value: T };
  };
  return {
    hub,
    harness,
    cliHashes,
    sourceBytes: files.get("pytorch_model.bin")!.length,
    fromHub,
    install: (change = {}) => ({ source: fromHub(), dtypes, name: null, ...change }),
    tryCall,
    call,
    async installedHashes() {
      const { "install.json": _, ...hashes } = await harness.page.evaluate((id) => window.hashModel(id), ID);
      return hashes;
    },
    async empty() {
      hub.faults.length = 0;
      hub.bytesPerSecond = 0;
      const { models, partial } = (await call<LibraryList>("list", null)).value;
      for (const id of new Set([...models.map(({ manifest }) => manifest.id), ...partial.map(({ id }) => id)])) {
        await call("remove", { id });
      }
    },
    async close() {
      await harness.close();
      await hub.stop();
    },
  };
}

/** Makes a model of a repository, which the hub then serves below static/ too; returns its files' hashes. */
async function exportByCommand(hub: Hub, repository: string, out: string): Promise<Record<string, string>> {
  const exitCode = await main([repository, "--host", hub.url, "--dtype", dtypes.join(","), "--out", out]);
  if (exitCode !== 0) throw new Error(`The export of ${repository} ended with ${exitCode}.`);
  const hashes: Record<string, string> = {};
  for (const entry of readdirSync(out, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath, entry.name);
    const name = path.slice(out.length + 1).replaceAll("\\", "/");
    const bytes = new Uint8Array(readFileSync(path));
    hashes[name] = createHash("sha256").update(bytes).digest("hex");
    hub.files.set(`static/${basename(out)}/${name}`, bytes);
  }
  return hashes;
}
