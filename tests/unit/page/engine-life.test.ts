import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { referenceSampling } from "../../../models/dolly/sampling.ts";
import { AppError, type ErrorCode } from "../../../models/errors.ts";
import type { EngineApi, GenerateResult, LoadedModel, LoadRequest } from "../../../workers/contract/engine-api.ts";
import { stubPage, world } from "./fake-workers.ts";

const dolly = { id: "dolly-v2-3b", name: "Dolly 3B" };

/** What was asked of `load`, as "model device activations". */
const asked: string[] = [];

/** An engine on an adapter with f16; `fails` says which loads fail, by what was asked. */
function engineOn(fails: (what: string) => ErrorCode | null): Partial<EngineApi> {
  return {
    load: async ({ source, device, activations }: LoadRequest): Promise<LoadedModel> => {
      const id = source.kind === "installed" ? source.id : "pocket";
      const what = `${id} ${device === "wasm" ? "wasm" : activations === "float32" ? "f32" : "f16"}`;
      asked.push(what);
      const code = fails(what);
      if (code) throw new AppError(code, `The ${what} failed.`);
      const dtype = what.endsWith("f16") ? "q4f16" : what.endsWith("f32") ? "q4" : "q8";
      const where = { device: device === "wasm" ? ("wasm" as const) : ("webgpu" as const), dtype } as const;
      return { id, name: id, contextLength: 2048, threads: 1, urls: [], setup: "here", tested: false, ...where };
    },
  };
}

async function openPage(engine: Partial<EngineApi>) {
  world.engine = engine;
  world.log.length = 0;
  asked.length = 0;
  vi.resetModules();
  const store = await import("../../../src/state/engine-store.ts");
  const { useNotices } = await import("../../../src/state/notice-store.ts");
  return { ...store, state: store.useEngine.getState, notice: () => useNotices.getState().notices.get("model") };
}

const adapter = {
  info: { vendor: "acme", architecture: "gx", device: "", description: "", isFallbackAdapter: false },
  features: new Set(["shader-f16"]),
  limits: {},
};

beforeEach(() => {
  stubPage();
  vi.stubGlobal("navigator", { gpu: { requestAdapter: async () => adapter } });
});
afterEach(() => vi.unstubAllGlobals());

describe("an engine that fails while it loads", () => {
  it("[X3] is started again, then in a more modest way", async () => {
    const page = await openPage(engineOn((what) => (what === "pocket f16" ? "device-lost" : null)));
    expect(await page.loadEngine()).toMatchObject({ device: "webgpu", dtype: "q4" });
    expect(asked).toEqual(["pocket f16", "pocket f16", "pocket f16", "pocket f32"]);
    expect(page.state().steppedDown).toEqual({
      model: { id: "pocket", name: "Dolly Pocket" },
      way: "f32",
      because: "The pocket f16 failed.",
    });
  });

  it("[X3] gives way to the bundled model in the end, which steps down by itself", async () => {
    const page = await openPage(engineOn((what) => (what === "pocket wasm" ? null : "wrong-results")));
    expect(await page.changeModel(dolly)).toMatchObject({ id: "pocket", device: "wasm" });
    const tried = ["f16", "f32", "wasm"];
    expect(asked).toEqual([...tried.map((way) => `dolly-v2-3b ${way}`), ...tried.map((way) => `pocket ${way}`)]);
    expect(page.state().steppedDown).toMatchObject({ model: dolly, way: "pocket" });
    expect(page.state().model.id).toBe("pocket");
  });

  it("[X3] stays failed where no way works, until the reader tries again", async () => {
    const page = await openPage(engineOn(() => "wrong-results"));
    await expect(page.loadEngine()).rejects.toMatchObject({ code: "wrong-results" });
    expect(page.state().engine.phase).toBe("failed");
    expect(asked).toEqual(["pocket f16", "pocket f32", "pocket wasm"]);
    world.engine = engineOn(() => null);
    expect((await page.tryBestAgain()).dtype).toBe("q4f16");
  });

  it("[X5] for a fault of the file is not started again", async () => {
    const page = await openPage(engineOn((what) => (what.startsWith("dolly") ? "integrity" : null)));
    await page.changeModel(dolly);
    expect(asked).toEqual(["dolly-v2-3b f16", "pocket f16"]);
    expect(page.state().steppedDown).toBeNull();
    expect(page.notice()).toMatch(/Dolly 3B could not start/);
  });
});

describe("what answers found out about the device", () => {
  it("[G25] is told to the next load", async () => {
    const known: unknown[] = [];
    const engine: Partial<EngineApi> = {
      load: async (request) => {
        known.push(request.known);
        const model = { id: "pocket", name: "Dolly Pocket", contextLength: 512, threads: 1, urls: [] };
        return { ...model, device: "wasm", dtype: "q8", setup: "acme q8", tested: true };
      },
      generate: async () => ({ pieceTokens: 256, ids: [5] }) as unknown as GenerateResult,
    };
    const page = await openPage(engine);
    await page.loadEngine();
    const sampling = { ...referenceSampling, seed: 0 };
    await page
      .engine()
      .generate(
        { instruction: "Hi", context: null, earlier: [], sampling },
        { signal: new AbortController().signal, emit: () => {} },
      );
    await (await openPage(engine)).loadEngine();
    expect(known).toEqual([[], [{ setup: "acme q8", tested: true, pieceTokens: 256 }]]);
  });
});

describe("the way that was found", () => {
  it("[X4] is taken at once in the next visit, on the same adapter only", async () => {
    const breaking = engineOn((what) => (what.endsWith("f16") ? "wrong-results" : null));
    await (await openPage(breaking)).loadEngine();
    const second = await openPage(breaking);
    await second.loadEngine();
    expect(asked).toEqual(["pocket f32"]);
    expect(second.state().steppedDown).toMatchObject({ way: "f32", because: null });

    const other = { ...adapter, info: { ...adapter.info, architecture: "hx" } };
    vi.stubGlobal("navigator", { gpu: { requestAdapter: async () => other } });
    const third = await openPage(engineOn(() => null));
    await third.loadEngine();
    expect(asked).toEqual(["pocket f16"]);
    expect(third.state().steppedDown).toBeNull();
  });

  it("[X4] is forgotten when the reader tries again", async () => {
    await (await openPage(engineOn((what) => (what.endsWith("f16") ? "wrong-results" : null)))).loadEngine();
    const page = await openPage(engineOn(() => null));
    await page.loadEngine();
    expect((await page.tryBestAgain()).dtype).toBe("q4f16");
    expect(page.state().steppedDown).toBeNull();
    await (await openPage(engineOn(() => null))).loadEngine();
    expect(asked).toEqual(["pocket f16"]);
  });

  it("[X4] is the bundled model for one that broke in use, until it is chosen again", async () => {
    const first = await openPage(engineOn(() => null));
    await first.changeModel(dolly);
    world.engine = engineOn((what) => (what.startsWith("dolly") ? "wrong-results" : null));
    await first.unloadModel();
    expect((await first.loadEngine()).id).toBe("pocket");

    const second = await openPage(engineOn(() => null));
    expect((await second.loadEngine()).id).toBe("pocket");
    expect(second.state().steppedDown).toMatchObject({ model: dolly, way: "pocket" });
    expect((await second.changeModel(dolly)).id).toBe("dolly-v2-3b");
    expect(second.state().steppedDown).toBeNull();
  });
});
