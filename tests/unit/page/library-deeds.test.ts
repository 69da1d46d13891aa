import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { AppError } from "../../../models/errors.ts";
import type {
  InstalledModel,
  InstallProgress,
  InstallRequest,
  InstallResult,
  LibraryApi,
  LibraryList,
} from "../../../workers/contract/library-api.ts";
import { loadedFrom, stubPage, world } from "./fake-workers.ts";

const storage = { usedBytes: 2e9, freeBytes: 30e9, persisted: false };
const dolly: InstalledModel = {
  manifest: {
    format: 2,
    id: "dolly-v2-3b",
    name: "Dolly 3B",
    architecture: "gpt_neox",
    shape: { layers: 32, heads: 32, headDim: 80, hidden: 2560, vocab: 50280, contextLength: 2048 },
    source: { repository: "databricks/dolly-v2-3b", revision: null },
    files: [],
    variants: [],
  },
  bytes: 1.87e9,
  worstQuantization: null,
  origin: null,
};
const request: InstallRequest = {
  source: { kind: "hub", host: "https://huggingface.co", repository: "databricks/dolly-v2-3b", revision: "main" },
  dtypes: ["q4f16"],
  name: "Dolly 3B",
};
const progress: InstallProgress = {
  id: "dolly-v2-3b",
  phase: "fetch",
  doneBytes: 1e9,
  totalBytes: 1.87e9,
  fetchedBytes: 3e9,
  bytesPerSecond: 4e7,
  secondsLeft: 70,
  message: null,
};
const done: InstallResult = { model: dolly, warnings: [] };

async function openPage(library: Partial<LibraryApi>) {
  const list: LibraryList = { models: [dolly], partial: [], storage };
  world.library = { list: async () => list, ...library };
  world.engine = { load: async ({ source }) => loadedFrom(source) };
  world.log.length = 0;
  vi.resetModules();
  const install = await import("../../../src/state/install-store.ts");
  const shelf = await import("../../../src/state/library-store.ts");
  const engine = await import("../../../src/state/engine-store.ts");
  const { useDraft } = await import("../../../src/state/draft-store.ts");
  return {
    ...install,
    ...shelf,
    ...engine,
    installation: () => install.useInstall.getState().installation,
    work: () => shelf.useLibrary.getState().work["dolly-v2-3b"],
    spoken: () => useDraft.getState().announcement,
  };
}

/** Emits once, then goes on until it is aborted. */
const endless: LibraryApi["install"] = (_, { signal, emit }) =>
  new Promise((_resolve, reject) => {
    emit(progress);
    signal.addEventListener("abort", () => reject(signal.reason));
  });

beforeEach(stubPage);
afterEach(() => vi.unstubAllGlobals());

describe("an installation", () => {
  it("[Z12] is announced at its beginning and its end, not in between", async () => {
    const page = await openPage({
      install: async (_, { emit }) => {
        for (let times = 0; times < 5; times++) emit(progress);
        return done;
      },
    });
    await page.install(request, "Dolly 3B");
    expect(page.installation()).toMatchObject({ name: "Dolly 3B", state: { phase: "done" }, progress });
    expect(page.spoken()).toEqual({ line: "Dolly 3B is on this device.", count: 2 });
  });

  it("[Z12] starts the library when it is first needed", async () => {
    const page = await openPage({ install: async () => done });
    expect(world.log).toEqual([]);
    await page.install(request, "Dolly 3B");
    expect(world.log).toEqual(["library started"]);
  });

  it("[Z13] that is paused keeps how far it was, and resumes with the same request", async () => {
    const asked: InstallRequest[] = [];
    const page = await openPage({
      install: (argument, call) => {
        asked.push(argument);
        return asked.length === 1 ? endless(argument, call) : Promise.resolve(done);
      },
    });
    const first = page.install(request, "Dolly 3B");
    await expect.poll(() => page.installation()?.progress).toEqual(progress);
    page.pauseInstall();
    expect(page.installation()?.state.phase).toBe("pausing");
    await first;
    expect(page.installation()).toMatchObject({ state: { phase: "paused" }, progress });
    page.resumeInstall();
    await expect.poll(() => page.installation()?.state.phase).toBe("done");
    expect(asked).toEqual([request, request]);
  });

  it("[Z13] that fails says why, and can be tried again", async () => {
    let works = false;
    const trouble = new AppError("busy", "Another tab is installing Dolly 3B.");
    const page = await openPage({
      install: async () => {
        if (!works) throw trouble;
        return done;
      },
    });
    await page.install(request, "Dolly 3B");
    expect(page.installation()?.state).toMatchObject({ phase: "failed", error: { code: "busy" } });
    expect(page.spoken().line).toContain("Another tab is installing Dolly 3B.");
    works = true;
    page.resumeInstall();
    await expect.poll(() => page.installation()?.state.phase).toBe("done");
  });

  it("[Z13] is one at a time, and stays on the screen while it runs", async () => {
    const page = await openPage({ install: endless });
    const first = page.install(request, "Dolly 3B");
    await page.install({ ...request, name: "Other" }, "Other");
    page.dismissInstall();
    expect(page.installation()?.name).toBe("Dolly 3B");
    page.pauseInstall();
    await first;
    page.dismissInstall();
    expect(page.installation()).toBeNull();
  });
});

describe("an installed model", () => {
  it.each([
    [[], { kind: "whole", checkedBytes: 100 }],
    [
      [
        { path: "a", offset: 0, bytes: 40 },
        { path: "a", offset: 60, bytes: 2 },
      ],
      { kind: "damaged", pieces: 2, damagedBytes: 42 },
    ],
  ])("[Z14] is verified, and what is damaged is counted: %j", async (damaged, expected) => {
    const page = await openPage({ verify: async () => ({ checkedBytes: 100, damaged }) });
    await page.verify("dolly-v2-3b");
    expect(page.work()).toEqual(expected);
  });

  it("[Z14] that cannot be repaired says why", async () => {
    const page = await openPage({
      repair: async () => {
        throw new AppError("offline", "The hub could not be reached.");
      },
    });
    await page.repair("dolly-v2-3b");
    expect(page.work()).toMatchObject({ kind: "failed", error: { message: "The hub could not be reached." } });
  });

  it("[Z14] stops being verified when asked to, without an error", async () => {
    const page = await openPage({
      verify: (_, { signal }) =>
        new Promise((_resolve, reject) => {
          signal.addEventListener("abort", () => reject(signal.reason));
        }),
    });
    const verifying = page.verify("dolly-v2-3b");
    await Promise.resolve();
    page.stopWork("dolly-v2-3b");
    await verifying;
    expect(page.work()).toBeUndefined();
  });

  it("[Z15] that is deleted while in use makes room for the bundled one, and what came back is said", async () => {
    let emptied = false;
    const page = await openPage({
      remove: async () => {
        emptied = true;
        return { freedBytes: 1.87e9, storage };
      },
      list: async () => ({ models: emptied ? [] : [dolly], partial: [], storage }),
    });
    await page.changeModel({ id: "dolly-v2-3b", name: "Dolly 3B" });
    await page.removeModel("dolly-v2-3b", "Dolly 3B");
    expect(page.useEngine.getState()).toMatchObject({ model: { id: "pocket" }, engine: { phase: "ready" } });
    expect(page.useLibrary.getState()).toMatchObject({
      freed: { name: "Dolly 3B", bytes: 1.87e9 },
      list: { models: [] },
    });
  });

  it("[Z15] that cannot be deleted stays, with the reason", async () => {
    const page = await openPage({
      remove: async () => {
        throw new AppError("busy", "Another tab is repairing it.");
      },
    });
    await page.removeModel("dolly-v2-3b", "Dolly 3B");
    expect(page.work()).toMatchObject({ kind: "failed" });
    expect(page.useLibrary.getState()).toMatchObject({ freed: null, list: { models: [dolly] } });
  });

  it.each<[string, () => Promise<boolean>, string]>([
    ["granted", async () => true, "The browser keeps the models now."],
    ["refused", async () => false, "The browser did not promise it."],
    ["refused", () => Promise.reject(new TypeError("no storage here")), "The browser did not promise it."],
  ])("[Z24] is kept as the browser answers: %s", async (answer, persist, sentence) => {
    const page = await openPage({});
    vi.stubGlobal("navigator", { storage: { persist } });
    await page.askToPersist();
    expect(page.useLibrary.getState().persistAnswer).toBe(answer);
    expect(page.spoken().line).toBe(sentence);
  });

  it("[Z16] that cannot be listed leaves the rest of the page as it is", async () => {
    const page = await openPage({
      list: async () => {
        throw new AppError("internal", "The storage could not be opened.");
      },
    });
    await page.readLibrary();
    expect(page.useLibrary.getState()).toMatchObject({ list: null, problem: { code: "internal" } });
    expect((await page.loadEngine()).id).toBe("pocket");
  });
});
