import { afterAll, beforeEach, describe, expect, it } from "vitest";
import { CHUNK_BYTES, fileOf } from "../../models/manifest.ts";
import type { KnownSetup, ModelPlace } from "../../workers/contract/engine-api.ts";
import type {
  InstallResult,
  LibraryList,
  RemoveResult,
  RepairResult,
  VerifyResult,
} from "../../workers/contract/library-api.ts";
import { ID, MINI, openLibrary } from "./library-site.ts";

const { call, cliHashes, close, empty, fromHub, harness, hub, install, installedHashes, sourceBytes, tryCall } =
  await openLibrary();
afterAll(close);
beforeEach(empty);

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
    expect(value.fetchedBytes).toBeLessThan(0.6 * sourceBytes);
    expect(await installedHashes()).toEqual(cliHashes);
  });

  it.each([
    ["wasm", false],
    ["webgpu", false],
    ["webgpu", true],
  ] as const)("[L38] runs from the browser's files on every runtime (%s, without JSPI: %s)", async (device, old) => {
    await call("install", install({ source: fromHub(MINI) }));
    const requests = [{ instruction: "Name three colours.", context: null, earlier: [] }];
    const answer = async (source: ModelPlace, known?: KnownSetup) =>
      harness.page.evaluate(([load, asked, without, tokens]) => window.answerGreedily(load, asked, without, tokens), [
        { source, device, ...(known && { known: [known] }) },
        requests,
        old,
        8, // a software adapter takes its time over each
      ] as const);
    const installed = await answer({ kind: "installed", id: "dolly-mini" });
    // The same device and build: tested once.
    const tested: KnownSetup = { setup: installed.model.setup, tested: true, pieceTokens: null };
    const served = await answer({ kind: "url", folderUrl: `${hub.url}/static/mini/` }, tested);
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

  it("[G37] keeps what every prompt begins with for its next load, unless it is damaged or the weights were repaired", async () => {
    await call("install", install({ source: fromHub(MINI) }));
    const load = { source: { kind: "installed", id: "dolly-mini" }, device: "wasm" } as const;
    const requests = [{ instruction: "Name three colours.", context: null, earlier: [] }];
    const answer = async () => {
      const { results } = await harness.page.evaluate(
        ([asked, prompts]) => window.answerGreedily(asked, prompts, false, 8),
        [load, requests] as const,
      );
      return results[0]!;
    };
    const damage = (path: string, at: number) =>
      harness.page.evaluate(([file, offset]) => window.damageModel("dolly-mini", file, offset), [path, at] as const);
    const first = await answer();
    const second = await answer();
    expect(first.reusedTokens).toBe(0);
    expect(second.reusedTokens).toBeGreaterThan(10);
    await damage("opening.kv", 1000);
    const third = await answer();
    expect(third.reusedTokens).toBe(0);
    await damage("onnx/model_quantized.onnx_data", 0);
    await call<RepairResult>("repair", { id: "dolly-mini", source: null });
    const fourth = await answer();
    expect(fourth.reusedTokens).toBe(0);
    expect([second.text, third.text, fourth.text]).toEqual(new Array(3).fill(first.text));
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
    // The browser counts a moment later.
    const used = async () => (await call<LibraryList>("list", null)).value.storage.usedBytes!;
    await expect.poll(used).toBeLessThan(100_000);
    const { value } = await call<InstallResult>("install", install());
    await expect.poll(used).toBeGreaterThanOrEqual(value.model.bytes);
    const removed = (await call<RemoveResult>("remove", { id: ID })).value;
    expect(removed.freedBytes).toBe(value.model.bytes);
    await expect.poll(used).toBeLessThan(100_000);
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
