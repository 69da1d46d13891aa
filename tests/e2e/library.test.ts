import { createHash } from "node:crypto";
import { appendFileSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import type { JSHandle } from "playwright-core";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { main } from "../../models/exporter/cli/main.ts";
import { CHUNK_BYTES, fileOf, type Manifest } from "../../models/manifest.ts";
import type { ModelPlace } from "../../workers/contract/engine-api.ts";
import type {
  Assessment,
  InstallProgress,
  InstallResult,
  LibraryList,
  ModelSource,
  RemoveResult,
  RepairResult,
  VerifyResult,
} from "../../workers/contract/library-api.ts";
import type { LibraryCall, LibraryReply } from "../browser/library-harness.ts";
import { type Harness, openHarness } from "../browser/open-harness.ts";
import { pickFiles, pickFolder } from "../browser/picked-files.ts";
import { randomTorchCheckpoint } from "../fixtures/random-checkpoint.ts";
import { type Hub, openHub } from "../hub/hub.ts";

const REPOSITORY = "someone/dolly-tiny";
const ID = "dolly-tiny";
const pocket = fileURLToPath(new URL("../../public/pocket/", import.meta.url));
const cliFolder = mkdtempSync(join(tmpdir(), "dolly-library-"));
const dtypes = ["q8", "q4"] as const;
/** Small enough for a software adapter. */
const MINI = "someone/dolly-mini";

let hub: Hub;
let harness: Harness;
let cliHashes: Record<string, string>;
let sourceBytes: number;

beforeAll(async () => {
  // Long enough for read-ahead, several chunks and a stop in the middle; the pocket model's tokenizer fits it.
  const sizes = { headDim: 80, heads: 8, layers: 3, vocab: 4096, contextLength: 128, parallelResidual: true, seed: 5 };
  const files = randomTorchCheckpoint({ ...sizes, headDim: 80 });
  const mini = randomTorchCheckpoint({ ...sizes, headDim: 16, heads: 4, layers: 2, contextLength: 80 });
  for (const name of ["tokenizer.json", "tokenizer_config.json", "special_tokens_map.json"]) {
    for (const each of [files, mini]) each.set(name, new Uint8Array(readFileSync(join(pocket, name))));
  }
  sourceBytes = files.get("pytorch_model.bin")!.length;
  hub = await openHub([
    ...Array.from(files, ([name, bytes]) => [`${REPOSITORY}/${name}`, bytes] as const),
    ...Array.from(mini, ([name, bytes]) => [`${MINI}/${name}`, bytes] as const),
  ]);
  await exportByCommand(REPOSITORY, "ready");
  await exportByCommand(MINI, "mini");
  cliHashes = hashFolder(join(cliFolder, "ready"));
  harness = await openHarness({ hosts: [hub.url, hub.cdnUrl] });
});
afterAll(async () => {
  await harness?.close();
  await hub?.stop();
  rmSync(cliFolder, { recursive: true, force: true });
});
beforeEach(async () => {
  hub.faults.length = 0;
  hub.bytesPerSecond = 0;
  const { models, partial } = (await call<LibraryList>("list", null)).value;
  for (const id of new Set([...models.map(({ manifest }) => manifest.id), ...partial.map(({ id }) => id)])) {
    await call("remove", { id });
  }
});

/** What the command line makes of it, which the hub then serves below /static/ too. */
async function exportByCommand(repository: string, name: string): Promise<void> {
  const out = join(cliFolder, name);
  expect(await main([repository, "--host", hub.url, "--dtype", dtypes.join(","), "--out", out])).toBe(0);
  for (const path of Object.keys(hashFolder(out))) {
    hub.files.set(`static/${name}/${path}`, new Uint8Array(readFileSync(join(out, path))));
  }
}

function hashFolder(folder: string): Record<string, string> {
  const paths = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
  return Object.fromEntries(
    paths.map((path) => [
      path.slice(folder.length + 1).replaceAll("\\", "/"),
      createHash("sha256").update(readFileSync(path)).digest("hex"),
    ]),
  );
}

async function tryCall(method: LibraryCall["method"], argument: unknown, stop?: LibraryCall["stop"]) {
  const asked: LibraryCall = stop ? { method, argument, stop } : { method, argument };
  return harness.page.evaluate((each) => window.callLibrary(each), asked);
}

async function call<T>(
  method: LibraryCall["method"],
  argument: unknown,
): Promise<LibraryReply & { readonly value: T }> {
  const reply = await tryCall(method, argument);
  if (reply.error) throw new Error(`${reply.error.code}: ${reply.error.message}`);
  return reply as LibraryReply & { readonly value: T };
}

const fromHub = (repository = REPOSITORY): ModelSource => ({
  kind: "hub",
  host: hub.url,
  repository,
  revision: "main",
});
const install = (change: object = {}) => ({ source: fromHub(), dtypes, name: null, ...change });

/** What lies in the browser, without the library's own record. */
async function installedHashes(): Promise<Record<string, string>> {
  const { "install.json": _, ...hashes } = await harness.page.evaluate((id) => window.hashModel(id), ID);
  return hashes;
}

describe("an official checkpoint in the browser", () => {
  it("[L30] becomes, byte for byte, what the command line makes of it", async () => {
    const { value, emitted } = await call<InstallResult>("install", install());
    expect(await installedHashes()).toEqual(cliHashes);
    expect(value.model.manifest.source).toEqual({ repository: REPOSITORY, revision: hub.commit });
    expect(value.model.origin).toEqual({ ...fromHub(), revision: hub.commit });
    expect(value.warnings).toEqual([]);
    const progress = emitted as InstallProgress[];
    const last = progress.at(-1)!;
    expect([last.phase, last.doneBytes]).toEqual(["finish", last.totalBytes]);
    // Once for each dtype.
    expect(last.fetchedBytes).toBeLessThan(sourceBytes * dtypes.length * 1.1);
    expect(progress.every(({ id }) => id === ID || id === "")).toBe(true);
  });

  it.each(["abort", "kill"] as const)("[L31] goes on where it was after %s, and fetches little twice", async (how) => {
    const before = hub.sentBytes();
    const total = Object.keys(cliHashes).length;
    const first = await tryCall("install", install(), { how, atDoneBytes: 14e6 });
    expect(first.error?.[how === "abort" ? "name" : "code"]).toBe(how === "abort" ? "AbortError" : "worker-died");
    const { models, partial } = (await call<LibraryList>("list", null)).value;
    expect(models).toEqual([]);
    expect(partial).toMatchObject([{ id: ID, name: ID, dtypes, origin: { kind: "hub", revision: hub.commit } }]);
    expect(partial[0]!.bytes).toBeGreaterThan(5e6);
    await call<InstallResult>("install", install({ source: partial[0]!.origin }));
    expect(await installedHashes()).toEqual(cliHashes);
    expect(Object.keys(cliHashes).length).toBe(total);
    const sent = hub.sentBytes() - before;
    // Six blocks of read-ahead may be lost, and the weight that was being written.
    expect(sent).toBeLessThan(sourceBytes * dtypes.length + 40e6);
  });

  it("[L32] arrives whole over a bad line", async () => {
    hub.faults.push(
      { kind: "drop", afterBytes: 1_000_000, times: 5, path: "pytorch_model.bin" },
      { kind: "status", status: 503, times: 2, path: "pytorch_model.bin" },
    );
    const { emitted } = await call<InstallResult>("install", install({ dtypes: ["q4"] }));
    const { "onnx/model_q4.onnx_data": data } = await installedHashes();
    expect(data).toBe(cliHashes["onnx/model_q4.onnx_data"]);
    expect((emitted as InstallProgress[]).some(({ phase, message }) => phase === "wait" && message !== null)).toBe(
      true,
    );
  });

  it("[L33] is not spliced from two versions", async () => {
    hub.bytesPerSecond = 1e6;
    const before = hub.sentBytes();
    const installing = tryCall("install", install({ dtypes: ["q4"] }));
    await expect.poll(() => hub.sentBytes() - before, { timeout: 20_000 }).toBeGreaterThan(1e6);
    hub.faults.push({ kind: "etag", etag: '"other"', times: 1, path: "pytorch_model.bin" });
    hub.bytesPerSecond = 0;
    const { error } = await installing;
    expect(error).toMatchObject({ code: "integrity", message: expect.stringContaining("has changed on the server") });
    expect((await call<LibraryList>("list", null)).value.models).toEqual([]);
  });

  it("[L34] is installed by one tab at a time", async () => {
    hub.bytesPerSecond = 1e6;
    const second = await harness.newPage();
    const first = tryCall("install", install({ dtypes: ["q4"] }));
    await expect
      .poll(async () => (await call<LibraryList>("list", null)).value.partial.map(({ running }) => running), {
        timeout: 20_000,
      })
      .toEqual([true]);
    const asked: LibraryCall = { method: "install", argument: install({ dtypes: ["q4"] }) };
    const { error } = await second.evaluate((each) => window.callLibrary(each), asked);
    expect(error).toEqual({
      name: "AppError",
      code: "busy",
      message: `${ID} is being installed or removed already, perhaps in another tab.`,
    });
    hub.bytesPerSecond = 0;
    expect((await first).error).toBeNull();
    await second.close();
  });

  it("[L35] keeps what has come when the disk fills up, says both numbers, and goes on", async () => {
    const facts = { gpu: null, memoryBytes: null, phone: false };
    const asked = { source: fromHub(), facts, dtype: null };
    const before = (await call<Assessment>("assess", asked)).value;
    expect(before).toMatchObject({ id: ID, form: "checkpoint", dtype: "q4f16", device: "wasm", doneBytes: 0 });
    expect(before.findings.filter(({ blocks }) => blocks)).toEqual([]);

    const session = await harness.page.context().newCDPSession(harness.page);
    const origin = new URL(harness.url).origin;
    const quotaSize = before.storage.usedBytes! + 12_000_000;
    await session.send("Storage.overrideQuotaForOrigin", { origin, quotaSize });
    const { error } = await tryCall("install", install({ dtypes: ["q8"] }));
    expect(error).toMatchObject({
      code: "storage-full",
      message: expect.stringMatching(/no room for [\d.]+ MB more of onnx.model_quantized.*keeps \d+ MB already/),
    });
    const after = (await call<Assessment>("assess", asked)).value;
    expect(after.doneBytes).toBeGreaterThan(5e6);
    expect(after.fetchBytes).toBeLessThan(before.fetchBytes);

    await session.send("Storage.overrideQuotaForOrigin", { origin });
    await call("install", install({ dtypes: ["q8"] }));
    const { "onnx/model_quantized.onnx_data": data } = await installedHashes();
    expect(data).toBe(cliHashes["onnx/model_quantized.onnx_data"]);
  });

  it("[L36] is refused in a sentence where it is not for this page", async () => {
    const elsewhere = { kind: "hub", host: "http://localhost:1", repository: "a/b", revision: "main" };
    expect((await tryCall("install", install({ source: elsewhere }))).error).toMatchObject({
      code: "unsupported",
      message: expect.stringContaining("does not let it fetch models from localhost:1."),
    });
    hub.files.set("someone/llama/config.json", new TextEncoder().encode('{"model_type":"llama"}'));
    const llama = fromHub("someone/llama");
    expect((await tryCall("install", install({ source: llama }))).error).toMatchObject({
      code: "unsupported",
      message: expect.stringContaining('a model of type "llama"; only "gpt_neox"'),
    });
    const sound = hub.files.get(`${MINI}/tokenizer.json`)!;
    hub.files.set(`${MINI}/tokenizer.json`, new TextEncoder().encode('{"added_tokens":[],"model":{"vocab":{}}}'));
    const before = hub.sentBytes();
    expect((await tryCall("install", install({ source: fromHub(MINI) }))).error).toMatchObject({
      code: "bad-file",
      message: 'tokenizer.json has the model.type missing; only "BPE" is read.',
    });
    expect(hub.sentBytes() - before).toBeLessThan(300_000);
    hub.files.set(`${MINI}/tokenizer.json`, sound);
    const nothing = fromHub("someone/nothing");
    expect((await tryCall("install", install({ source: nothing }))).error?.message).toContain("holds neither");
  });
});

describe("an official checkpoint on this machine", () => {
  let disk: string;
  beforeAll(() => {
    disk = mkdtempSync(join(tmpdir(), "dolly-picked-"));
    for (const [path, bytes] of hub.files) {
      if (path.startsWith(`${REPOSITORY}/`)) writeFileSync(join(disk, basename(path)), bytes as Uint8Array);
    }
  });
  afterAll(() => rmSync(disk, { recursive: true, force: true }));

  const installFrom = (source: JSHandle<ModelSource>) =>
    harness.page.evaluate(
      ([from, asked]) =>
        window.callLibrary({ method: "install", argument: { source: from, dtypes: asked, name: null } }),
      [source, dtypes] as const,
    );

  it.each([
    ["files", pickFiles],
    ["a folder", pickFolder],
  ])("[L57] that was picked as %s becomes what it becomes from a hub, and asks no server", async (_, pick) => {
    const requests = hub.requests.length;
    const { error, value } = await installFrom(await pick(harness.page, disk, ID));
    expect(error).toBeNull();
    expect((value as InstallResult).model.origin).toBeNull();
    // Only a hub names a commit.
    const { "manifest.json": _manifest, ...hashes } = await installedHashes();
    const { "manifest.json": _expected, ...expected } = cliHashes;
    expect(hashes).toEqual(expected);
    expect(hub.requests.length).toBe(requests);
  });

  it("[L55] that changed since it was picked is refused in a sentence, and nothing is taken for a model", async () => {
    const source = await pickFiles(harness.page, disk, ID);
    appendFileSync(join(disk, "pytorch_model.bin"), "more");
    const { error } = await installFrom(source);
    expect(error).toMatchObject({
      code: "bad-file",
      message: "pytorch_model.bin can no longer be read: it was changed or moved, or access to it ended.",
    });
    expect((await call<LibraryList>("list", null)).value.models).toEqual([]);
  });
});

describe("an installed model", () => {
  it("[L37] is checked byte by byte, and repaired from its checkpoint with few requests", async () => {
    await call("install", install());
    const clean = await call<VerifyResult>("verify", { id: ID });
    expect(clean.value.damaged).toEqual([]);
    const path = "onnx/model_quantized.onnx_data";
    const damage = async (file: string, offset: number) =>
      harness.page.evaluate(([id, name, at]) => window.damageModel(id, name, at), [ID, file, offset] as const);
    await damage(path, CHUNK_BYTES + 5);
    await damage("tokenizer.json", 100);
    await damage("onnx/model_q4.onnx", 60);
    const { damaged } = (await call<VerifyResult>("verify", { id: ID })).value;
    expect(damaged.filter((each) => each.path === path)).toEqual([{ path, offset: CHUNK_BYTES, bytes: CHUNK_BYTES }]);
    expect(damaged.length).toBe(3);
    const { value } = await call<RepairResult>("repair", { id: ID, source: null });
    expect(value.fetchedBytes).toBeLessThan(sourceBytes);
    expect(await installedHashes()).toEqual(cliHashes);
  });

  it.each([
    ["wasm", false],
    ["webgpu", false],
    ["webgpu", true],
  ] as const)("[L38] runs from the browser's files on every runtime (%s, without JSPI: %s)", async (device, old) => {
    await call("install", install({ source: fromHub(MINI) }));
    const requests = [{ instruction: "Name three colours.", context: null, earlier: [] }];
    const answer = async (source: ModelPlace) =>
      harness.page.evaluate(([load, asked, without]) => window.answerGreedily(load, asked, without), [
        { source, device },
        requests,
        old,
      ] as const);
    const installed = await answer({ kind: "installed", id: "dolly-mini" });
    const served = await answer({ kind: "url", folderUrl: `${hub.url}/static/mini/` });
    expect(installed.results[0]!.text).toBe(served.results[0]!.text);
    expect(installed.results[0]!.tokens).toBeGreaterThan(3);
    expect(installed.model).toMatchObject({ device, dtype: device === "wasm" ? "q8" : "q4", id: "dolly-mini" });
    expect(installed.model.urls.some((url) => url.startsWith(hub.url))).toBe(false);
    await call("remove", { id: "dolly-mini" });
    await expect(answer({ kind: "installed", id: "dolly-mini" })).rejects.toThrow("There is no model dolly-mini");
  });

  it("[D6] says how much of its files has been read while a model starts", async () => {
    const { model } = (await call<InstallResult>("install", install({ source: fromHub(MINI) }))).value;
    const load = { source: { kind: "installed", id: "dolly-mini" }, device: "wasm" } as const;
    const { progress } = await harness.page.evaluate((asked) => window.answerGreedily(asked, []), load);
    const { data } = model.manifest.variants.find(({ dtype }) => dtype === "q8")!;
    const totalBytes = data.reduce((sum, path) => sum + fileOf(model.manifest, path).bytes, 0);
    const read = progress.filter((step) => step.totalBytes > 0);
    expect(read.length).toBeGreaterThan(0);
    for (const step of read) expect(step).toMatchObject({ phase: "start", totalBytes });
    const loaded = read.map(({ loadedBytes }) => loadedBytes);
    expect(loaded).toEqual(loaded.toSorted((a, b) => a - b));
    expect(loaded.at(-1)).toBeLessThanOrEqual(totalBytes);
    await call("remove", { id: "dolly-mini" });
  });

  it("[L39] leaves as one file and comes back from it", async () => {
    await call("install", install());
    const { error, value } = await harness.page.evaluate((id) => window.repack(id), ID);
    expect(error).toBeNull();
    expect((value as InstallResult).model.origin).toBeNull();
    expect(await installedHashes()).toEqual(cliHashes);
  });

  it("[L40] gives its room back when it is removed", async () => {
    const { usedBytes: before } = (await call<LibraryList>("list", null)).value.storage;
    const { value } = await call<InstallResult>("install", install());
    const { usedBytes: full } = (await call<LibraryList>("list", null)).value.storage;
    expect(full! - before!).toBeGreaterThanOrEqual(value.model.bytes);
    const removed = (await call<RemoveResult>("remove", { id: ID })).value;
    expect(removed.freedBytes).toBe(value.model.bytes);
    expect(removed.storage.usedBytes! - before!).toBeLessThan(100_000);
    expect((await tryCall("remove", { id: ID })).error).toMatchObject({
      code: "no-model",
      message: `There is no model ${ID} on this device.`,
    });
  });

  it("[L44] with a damaged manifest is none, and can be removed", async () => {
    await call("install", install({ source: fromHub(MINI) }));
    await harness.page.evaluate(() => window.damageModel("dolly-mini", "manifest.json", 0));
    const { models, partial } = (await call<LibraryList>("list", null)).value;
    expect([models, partial.map(({ id }) => id)]).toEqual([[], ["dolly-mini"]]);
    await call("remove", { id: "dolly-mini" });
    expect((await call<LibraryList>("list", null)).value.partial).toEqual([]);
  });
});

describe("a ready model on a server", () => {
  const ready = (): ModelSource => ({ kind: "url", folderUrl: `${hub.url}/static/ready/` });

  it("[L41] is copied, one variant of it, and another later", async () => {
    const { value } = await call<InstallResult>("install", { source: ready(), dtypes: ["q8"], name: null });
    expect(value.model.manifest.variants.map(({ dtype }) => dtype)).toEqual(["q8"]);
    expect(Object.keys(await installedHashes())).not.toContain("onnx/model_q4.onnx");
    const more = await call<InstallResult>("install", { source: ready(), dtypes: ["q4"], name: null });
    expect(more.value.model.manifest.variants.map(({ dtype }) => dtype)).toEqual(["q8", "q4"]);
    const last = more.emitted.at(-1) as InstallProgress;
    expect(last.fetchedBytes).toBeLessThan(sourceBytes / 2);
    const { "manifest.json": _, ...hashes } = await installedHashes();
    const { "manifest.json": __, ...expected } = cliHashes;
    expect(hashes).toEqual(expected);
  });

  it("[L52] runs without a manifest too, in transformers.js's layout", async () => {
    for (const [path, bytes] of [...hub.files]) {
      if (path.startsWith("static/mini/") && !path.endsWith("/manifest.json")) {
        hub.files.set(path.replace("static/mini/", "static/bare/"), bytes);
      }
    }
    const source = { kind: "url", folderUrl: `${hub.url}/static/bare/` };
    const { value } = await call<InstallResult>("install", { source, dtypes: null, name: null });
    expect(value.model.manifest).toMatchObject({ id: "bare", source: { revision: null } });
    expect((await call<VerifyResult>("verify", { id: "bare" })).value.damaged).toEqual([]);
    const requests = [{ instruction: "Name three colours.", context: null, earlier: [] }];
    const answer = (place: ModelPlace) =>
      harness.page.evaluate(([load, asked]) => window.answerGreedily(load, asked), [
        { source: place, device: "wasm" },
        requests,
      ] as const);
    const bare = await answer({ kind: "installed", id: "bare" });
    const ready = await answer({ kind: "url", folderUrl: `${hub.url}/static/mini/` });
    expect(bare.results[0]!.text).toBe(ready.results[0]!.text);
  });

  it("[L42] goes on after its last chunk", async () => {
    const before = hub.sentBytes();
    const argument = { source: ready(), dtypes: null, name: null };
    const first = await tryCall("install", argument, { how: "kill", atDoneBytes: 20e6 });
    expect(first.error?.code).toBe("worker-died");
    await call("install", argument);
    expect(await installedHashes()).toEqual(cliHashes);
    const manifest = JSON.parse(readFileSync(join(cliFolder, "ready/manifest.json"), "utf8")) as Manifest;
    const total = manifest.files.reduce((sum, { bytes }) => sum + bytes, 0);
    expect(hub.sentBytes() - before).toBeLessThan(total * 1.1 + 3 * CHUNK_BYTES);
  });

  it("[L43] is refused where it is not what its manifest says", async () => {
    const path = "static/ready/onnx/model_quantized.onnx_data";
    const sound = hub.files.get(path) as Uint8Array;
    const damaged = sound.slice();
    damaged[CHUNK_BYTES + 1]! ^= 1;
    hub.files.set(path, damaged);
    const { error } = await tryCall("install", { source: ready(), dtypes: null, name: null });
    expect(error).toMatchObject({
      code: "integrity",
      message: expect.stringContaining(`bytes ${CHUNK_BYTES} to ${2 * CHUNK_BYTES} are not what its manifest says`),
    });
    hub.files.set(path, sound);
    await call("install", { source: ready(), dtypes: null, name: null });
    expect(await installedHashes()).toEqual(cliHashes);
  });
});
