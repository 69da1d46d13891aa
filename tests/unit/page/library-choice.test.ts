import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { AppError } from "../../../models/errors.ts";
import type { EngineApi, LoadedModel } from "../../../workers/contract/engine-api.ts";
import { loadedFrom, memoryStorage, stubPage, world } from "./fake-workers.ts";

const dolly = { id: "dolly-v2-3b", name: "Dolly 3B" };

/** Loads whatever is asked for, but for ids in `broken`. */
function loading(broken: Readonly<Record<string, AppError>> = {}): EngineApi["load"] {
  return async ({ source }): Promise<LoadedModel> => {
    const id = source.kind === "installed" ? source.id : "pocket";
    if (broken[id]) throw broken[id];
    return loadedFrom(source, { name: id === "pocket" ? "Dolly Pocket" : "Dolly 3B" });
  };
}

/** A fresh page on the same device. */
async function openPage(load: EngineApi["load"], check?: EngineApi["check"]) {
  world.engine = check ? { load, check } : { load };
  world.log.length = 0;
  vi.resetModules();
  const engine = await import("../../../src/state/engine-store.ts");
  const { useNotices } = await import("../../../src/state/notice-store.ts");
  return {
    ...engine,
    inUse: () => engine.useEngine.getState().model.id,
    phase: () => engine.useEngine.getState().engine.phase,
    notice: () => useNotices.getState().notices.get("model"),
  };
}

beforeEach(stubPage);
afterEach(() => vi.unstubAllGlobals());

describe("the model in use", () => {
  it("[Z8] is loaded again at the next start", async () => {
    const first = await openPage(loading());
    expect((await first.loadEngine()).id).toBe("pocket");
    expect((await first.changeModel(dolly)).id).toBe("dolly-v2-3b");
    const second = await openPage(loading());
    expect((await second.loadEngine()).id).toBe("dolly-v2-3b");
    expect(second.notice()).toBeUndefined();
  });

  it("[Z8] is the bundled one, with a sentence, where it cannot start; and is tried again next time", async () => {
    await (await openPage(loading())).changeModel(dolly);
    const trouble = new AppError("integrity", "The file onnx/model_q4.onnx_data is damaged.");
    const second = await openPage(loading({ "dolly-v2-3b": trouble }));
    expect((await second.loadEngine()).id).toBe("pocket");
    expect(second.inUse()).toBe("pocket");
    expect(second.notice()).toBe(
      "Dolly 3B could not start, and Dolly Pocket stands in for it. The file onnx/model_q4.onnx_data is damaged.",
    );
    expect((await (await openPage(loading())).loadEngine()).id).toBe("dolly-v2-3b");
  });

  it("[Z8] is tried again after a reload in the middle of its start", async () => {
    const leave: (() => void)[] = [];
    vi.stubGlobal("addEventListener", (_type: string, listener: () => void) => leave.push(listener));
    const first = await openPage(() => new Promise(() => {}));
    void first.changeModel(dolly);
    leave.forEach((listener) => {
      listener();
    });
    expect((await (await openPage(loading())).loadEngine()).id).toBe("dolly-v2-3b");
  });

  it("[Z8] is not remembered where it never started", async () => {
    const trouble = new AppError("out-of-memory", "There is too little memory.");
    const first = await openPage(loading({ "dolly-v2-3b": trouble }));
    expect((await first.changeModel(dolly)).id).toBe("pocket");
    const second = await openPage(loading());
    expect((await second.loadEngine()).id).toBe("pocket");
    expect(second.notice()).toBeUndefined();
  });

  it("[Z8] is forgotten where it is not on this device any more", async () => {
    await (await openPage(loading())).changeModel(dolly);
    const gone = new AppError("no-model", "There is no installed model dolly-v2-3b.");
    expect((await (await openPage(loading({ "dolly-v2-3b": gone }))).loadEngine()).id).toBe("pocket");
    const third = await openPage(loading());
    expect((await third.loadEngine()).id).toBe("pocket");
    expect(third.notice()).toBeUndefined();
  });

  it("[Z8] fails only where the bundled one fails too", async () => {
    const trouble = new AppError("out-of-memory", "There is too little memory.");
    const page = await openPage(loading({ "dolly-v2-3b": trouble, pocket: trouble }));
    await expect(page.changeModel(dolly)).rejects.toMatchObject({ code: "out-of-memory" });
    expect(page.phase()).toBe("failed");
    expect(page.inUse()).toBe("pocket");
  });

  it("[Z9] is not tried again by itself after its start took the page down", async () => {
    const first = await openPage(loading());
    await first.changeModel(dolly);
    const second = await openPage(() => new Promise(() => {})); // the page goes down here
    void second.loadEngine();
    const third = await openPage(loading());
    expect((await third.loadEngine()).id).toBe("pocket");
    expect(third.notice()).toMatch(/The page went down while Dolly 3B was starting/);
    expect((await (await openPage(loading())).loadEngine()).id).toBe("pocket");
  });
});

describe("another tab", () => {
  it("[Z9] that opens while a model starts here starts it too", async () => {
    await (await openPage(loading())).changeModel(dolly);
    void (await openPage(() => new Promise(() => {}))).loadEngine();
    vi.stubGlobal("sessionStorage", memoryStorage());
    const other = await openPage(loading());
    expect((await other.loadEngine()).id).toBe("dolly-v2-3b");
    expect(other.notice()).toBeUndefined();
  });
});

describe("changing the model", () => {
  it("[Z10] takes the one before out of the memory first", async () => {
    const page = await openPage(loading());
    await page.loadEngine();
    await page.changeModel(dolly);
    expect(world.log).toEqual(["engine started", "engine ended", "engine started"]);
    expect(page.phase()).toBe("ready");
  });

  it("[Z10] gives those who wait for the old one the new one", async () => {
    const load = loading();
    const page = await openPage(async (request, call) =>
      request.source.kind === "url" ? new Promise<never>(() => {}) : load(request, call),
    );
    const waiting = page.loadEngine();
    const changed = page.changeModel(dolly);
    expect((await waiting).id).toBe("dolly-v2-3b");
    expect(await changed).toEqual(await waiting);
    expect(page.phase()).toBe("ready");
  });

  it("[X26] asks the new one what the old one had not answered, but for an answer begun", async () => {
    const page = await openPage(loading());
    const reached: string[] = [];
    const unanswered = (name: string) => {
      reached.push(name);
      return new Promise<never>(() => {});
    };
    world.engine = {
      ...world.engine,
      count: () => unanswered("count"),
      generate: () => unanswered("generate"),
    };
    await page.loadEngine();
    const call = { signal: new AbortController().signal, emit: () => {} };
    const request = { instruction: "Hello", context: null, earlier: [] };
    const counted = page.engine().count(request, call);
    const sampling = { temperature: 0, topP: 1, topK: 0, repetitionPenalty: 1, seed: 1, maxNewTokens: 9 };
    const begun = expect(page.engine().generate({ ...request, sampling }, call)).rejects.toThrow(/changed/);
    await expect.poll(() => reached.toSorted()).toEqual(["count", "generate"]);
    expect(world.log).toEqual(["engine started"]);
    const count = { promptTokens: 7, contextLength: 2048, earlierKept: 0 };
    world.engine = { ...world.engine, count: async () => count };
    await page.changeModel(dolly);
    expect(await counted).toEqual(count);
    await begun;
  });

  it("[Z10] samples each model as its makers did", async () => {
    const page = await openPage(loading());
    expect(page.modelSampling(page.useEngine.getState().model)).toMatchObject({ temperature: 0.3, topP: 0.92 });
    await page.changeModel(dolly);
    expect(page.modelSampling(page.useEngine.getState().model)).toMatchObject({ temperature: 1, topP: 0.92 });
  });
});

describe("a model that cannot start", () => {
  const other = { id: "dolly-v2-7b", name: "Dolly 7B" };
  const trouble = new AppError("integrity", "The file onnx/model_q8.onnx_data is missing; repair the model.");

  it("[D9] is told before the one in use is let go, where that can be known", async () => {
    const checked: string[] = [];
    const page = await openPage(loading(), async ({ source }) => {
      if (source.kind === "installed") checked.push(source.id);
      if (checked.at(-1) === other.id) throw trouble;
      return null;
    });
    await page.loadEngine();
    await page.changeModel(dolly);
    world.log.length = 0;
    expect((await page.changeModel(other)).id).toBe("dolly-v2-3b");
    expect(checked).toEqual([dolly.id, other.id]);
    expect(world.log).toEqual([]);
    expect(page.inUse()).toBe("dolly-v2-3b");
    expect(page.notice()).toBe(
      "Dolly 7B could not start, so Dolly 3B is in use as before. The file onnx/model_q8.onnx_data is missing; repair the model.",
    );
    expect((await (await openPage(loading())).loadEngine()).id).toBe("dolly-v2-3b");
  });

  it("[D9] gives way to the one that was in use, which is loaded again and remembered", async () => {
    for (const code of ["bad-file", "wrong-results", "out-of-memory"] as const) {
      const page = await openPage(loading({ [other.id]: new AppError(code, "It broke.") }), async () => null);
      await page.loadEngine();
      await page.changeModel(dolly);
      expect((await page.changeModel(other)).id).toBe("dolly-v2-3b");
      expect(page.inUse()).toBe("dolly-v2-3b");
      expect(page.phase()).toBe("ready");
      expect(page.notice()).toBe("Dolly 7B could not start, so Dolly 3B is in use as before. It broke.");
      expect((await (await openPage(loading())).loadEngine()).id).toBe("dolly-v2-3b");
    }
  });

  it("[D9] is tried where only the graphics adapter is too small for it", async () => {
    const adapter = { info: { isFallbackAdapter: false }, features: new Set(), limits: {} };
    vi.stubGlobal("navigator", { gpu: { requestAdapter: async () => adapter } });
    const page = await openPage(loading(), async ({ device }) => {
      if (device !== "wasm") throw new AppError("unsupported", "The graphics device binds 128 MB at once.");
      return null;
    });
    await page.loadEngine();
    expect((await page.changeModel(dolly)).id).toBe("dolly-v2-3b");
  });

  it("[D9] leaves the bundled model, where the one before cannot start again either", async () => {
    const broken: Record<string, AppError> = { [other.id]: trouble };
    const page = await openPage(loading(broken), async () => null);
    await page.loadEngine();
    await page.changeModel(dolly);
    broken[dolly.id] = trouble;
    expect((await page.changeModel(other)).id).toBe("pocket");
    expect(page.notice()).toMatch(/^Dolly 3B could not start, and Dolly Pocket stands in for it/);
  });
});

describe("unloading", () => {
  it("[Z11] frees the memory, and the next instruction loads the same model", async () => {
    const page = await openPage(loading());
    await page.changeModel(dolly);
    page.unloadModel();
    expect(page.phase()).toBe("unloaded");
    expect(world.log.at(-1)).toBe("engine ended");
    expect((await page.loadEngine()).id).toBe("dolly-v2-3b");
  });

  it("[Z11] in the middle of a load is an abort, no failure", async () => {
    const page = await openPage(() => new Promise(() => {}));
    const waiting = page.loadEngine();
    page.unloadModel();
    await expect(waiting).rejects.toMatchObject({ name: "AbortError" });
    expect(page.phase()).toBe("unloaded");
  });
});
