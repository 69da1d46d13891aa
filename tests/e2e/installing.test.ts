import { appendFileSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import type { JSHandle } from "playwright-core";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { CHUNK_BYTES, type Manifest } from "../../models/manifest.ts";
import type { ModelPlace } from "../../workers/contract/engine-api.ts";
import type {
  Assessment,
  InstallProgress,
  InstallResult,
  LibraryList,
  ModelSource,
  VerifyResult,
} from "../../workers/contract/library-api.ts";
import type { LibraryCall } from "../browser/library-harness.ts";
import { pickFiles, pickFolder } from "../browser/picked-files.ts";
import { dtypes, ID, MINI, openLibrary, REPOSITORY } from "./library-site.ts";

const { call, cliHashes, close, empty, fromHub, harness, hub, install, installedHashes, sourceBytes, tryCall } =
  await openLibrary();
afterAll(close);
beforeEach(empty);

/** Bytes a second of each of a few lines: progress, which is told ten times a second, comes before the end. */
const STOPPABLE = 5e6;

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
    const total = Object.keys(cliHashes).length;
    hub.bytesPerSecond = STOPPABLE;
    const first = await tryCall("install", install(), { how, atDoneBytes: 14e6 });
    hub.bytesPerSecond = 0;
    expect(first.error?.[how === "abort" ? "name" : "code"]).toBe(how === "abort" ? "AbortError" : "worker-died");
    const stopped = hub.sentBytes();
    const { models, partial } = (await call<LibraryList>("list", null)).value;
    expect(models).toEqual([]);
    expect(partial).toMatchObject([{ id: ID, name: ID, dtypes, origin: { kind: "hub", revision: hub.commit } }]);
    expect(partial[0]!.bytes).toBeGreaterThan(5e6);
    await call<InstallResult>("install", install({ source: partial[0]!.origin! }));
    expect(await installedHashes()).toEqual(cliHashes);
    expect(Object.keys(cliHashes).length).toBe(total);
    // From the beginning it would be all of it. Of what is finished, only the block in which it goes on comes again.
    expect(hub.sentBytes() - stopped).toBeLessThan(sourceBytes * dtypes.length - 5e6);
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
    await expect.poll(() => hub.sentBytes() - before).toBeGreaterThan(1e6);
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
      .poll(async () => (await call<LibraryList>("list", null)).value.partial.map(({ running }) => running))
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
    // The browser counts a moment later what was removed before.
    await expect.poll(async () => (await call<LibraryList>("list", null)).value.storage.usedBytes).toBeLessThan(1e5);
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
    const elsewhere: ModelSource = { kind: "hub", host: "http://localhost:1", repository: "a/b", revision: "main" };
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

  it("[K10] is read to its end although nothing else holds what is read", async () => {
    const bytes = 256e6;
    await harness.page.evaluate((each) => window.readPicked(each), bytes);
    await harness.page.requestGC();
    await harness.page.waitForFunction(() => window.readBytes !== undefined);
    expect(await harness.page.evaluate(() => window.readBytes)).toBe(bytes);
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
    hub.bytesPerSecond = STOPPABLE;
    const first = await tryCall("install", argument, { how: "kill", atDoneBytes: 20e6 });
    hub.bytesPerSecond = 0;
    expect(first.error?.code).toBe("worker-died");
    await call("install", argument);
    expect(await installedHashes()).toEqual(cliHashes);
    const bytes = hub.files.get("static/ready/manifest.json") as Uint8Array;
    const manifest = JSON.parse(new TextDecoder().decode(bytes)) as Manifest;
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
