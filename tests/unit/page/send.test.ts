import { beforeEach, describe, expect, it, vi } from "vitest";
import { AppError } from "../../../models/errors.ts";
import {
  type EngineApi,
  engineMethods,
  type GenerateRequest,
  type GenerateResult,
  type LoadedModel,
} from "../../../workers/contract/engine-api.ts";
import { serve } from "../../../workers/contract/transport.ts";

/** A worker in the same thread that answers with the engine of the test. */
let engine: EngineApi;
const workers: FakeWorker[] = [];

class FakeWorker {
  readonly #page = new EventTarget();
  readonly #own = new EventTarget();

  constructor() {
    workers.push(this);
    const own = this.#own;
    const page = this.#page;
    serve(
      {
        postMessage: (data) => queueMicrotask(() => page.dispatchEvent(new MessageEvent("message", { data }))),
        addEventListener: (type, listener) => own.addEventListener(type, listener as EventListener),
      },
      // The engine is another in each test.
      Object.fromEntries(
        engineMethods.map((name) => [name, (...call: [never, never]) => engine[name](...call)]),
      ) as unknown as EngineApi,
      engineMethods,
    );
  }
  postMessage(data: unknown) {
    queueMicrotask(() => this.#own.dispatchEvent(new MessageEvent("message", { data })));
  }
  addEventListener(type: string, listener: EventListener) {
    this.#page.addEventListener(type, listener);
  }
  terminate() {}
  die() {
    this.#page.dispatchEvent(new Event("error"));
  }
}

const model: LoadedModel = {
  id: "pocket",
  name: "Dolly Pocket",
  contextLength: 512,
  device: "wasm",
  dtype: "q8",
  threads: 2,
  urls: [],
  setup: "here",
  tested: false,
};

const result: GenerateResult = {
  text: "Oslo.",
  ids: [7, 8, 9],
  stop: "end",
  promptTokens: 20,
  reusedTokens: 0,
  tokens: 3,
  draftedTokens: 0,
  acceptedTokens: 0,
  earlierKept: 0,
  firstTokenMs: 40,
  pieceTokens: 64,
  tokensPerSecond: 30,
};

/** An engine that answers "Oslo."; each test changes what it is about. */
function answering(change: Partial<EngineApi> = {}): EngineApi {
  return {
    load: async () => model,
    check: async () => null,
    count: async ({ earlier }) => ({ promptTokens: 20, contextLength: 512, earlierKept: earlier.length }),
    generate: async ({ earlier }, { emit }) => {
      emit({ phase: "writing", text: "Os", tokens: 1, ids: [5] });
      emit({ phase: "writing", text: "lo.", tokens: 3, ids: [6, 7] });
      return { ...result, earlierKept: earlier.length };
    },
    windowUse: async () => {
      throw new Error("not asked for here");
    },
    passagePieces: async () => [],
    inspect: async () => [],
    benchmark: async () => ({ prefillMs: 40, tokenMs: [10] }),
    ...change,
  };
}

function deferred<T>() {
  let resolve: (value: T) => void = () => {};
  const promise = new Promise<T>((settle) => {
    resolve = settle;
  });
  return { promise, resolve };
}

/** A fresh page: its modules hold its state, so they are loaded anew. */
async function openPage(withEngine: EngineApi) {
  engine = withEngine;
  workers.length = 0;
  vi.resetModules();
  const composer = await import("../../../src/state/composer-store.ts");
  const conversations = await import("../../../src/state/conversation-store.ts");
  const { useDraft } = await import("../../../src/state/draft-store.ts");
  const { useEngine } = await import("../../../src/state/engine-store.ts");
  const { useNotices } = await import("../../../src/state/notice-store.ts");
  const filing = await import("../../../src/state/filing.ts");
  const tree = await import("../../../src/state/tree.ts");
  const { path } = await import("../../../src/state/conversation.ts");
  const { send, stop, regenerate, reword, continueAnswer } = await import("../../../src/state/send.ts");
  await conversations.startConversations(filing.redoDeeds);
  const shownConversation = () => {
    const { opened, selectedId } = conversations.useConversations.getState();
    return selectedId === null ? undefined : opened[selectedId];
  };
  const messages = () => shownConversation()?.messages ?? [];
  /** What is on the screen, in words. */
  const seen = () => {
    const conversation = shownConversation();
    return (conversation ? path(conversation) : []).map(({ message, siblings }) => [
      message.kind === "answer" ? message.text : message.instruction,
      siblings.length,
    ]);
  };
  const ask = (instruction: string) => {
    composer.write({ instruction });
    return send();
  };
  return {
    composer: composer.useComposer,
    write: composer.write,
    conversations,
    filing,
    tree,
    seen,
    useDraft,
    useEngine,
    notices: useNotices,
    send,
    stop,
    regenerate,
    reword,
    continueAnswer,
    messages,
    ask,
  };
}

beforeEach(() => {
  vi.stubGlobal("Worker", FakeWorker);
  vi.stubGlobal("location", { search: "" });
  vi.stubGlobal("window", new EventTarget());
  vi.stubGlobal(
    "document",
    Object.assign(new EventTarget(), { baseURI: "https://example.org/page/", visibilityState: "visible" }),
  );
});

describe("sending", () => {
  it("[Y1] keeps instruction and answer, and empties the composer", async () => {
    const page = await openPage(answering());
    await page.ask("  What is the capital of Norway? ");
    expect(page.messages()).toMatchObject([
      { kind: "instruction", instruction: "What is the capital of Norway?", context: null },
      { kind: "answer", text: "Oslo.", stop: "end", modelName: "Dolly Pocket", tokens: 3, problem: null },
    ]);
    expect(page.composer.getState()).toMatchObject({ instruction: "", problem: null });
    expect(page.conversations.useConversations.getState().list[0]?.title).toBe("What is the capital of Norway?");
    expect(page.useDraft.getState()).toMatchObject({ draft: null, activity: "idle" });
  });

  it("[I5] sends no earlier exchange where each instruction stands alone", async () => {
    const seen: GenerateRequest[] = [];
    const generate = answering().generate;
    const page = await openPage(
      answering({
        generate: async (request, call) => {
          seen.push(request);
          return generate(request, call);
        },
      }),
    );
    const { changeSettings } = await import("../../../src/state/settings-store.ts");
    await page.ask("One?");
    changeSettings({ standAlone: true });
    await page.ask("Two?");
    changeSettings({ standAlone: false });
    await page.ask("Three?");
    expect(seen.map(({ earlier }) => earlier.length)).toEqual([0, 0, 2]);
  });

  it("[I3] samples with the figures of the conversation, of all, and the model's own, in this order", async () => {
    const seen: GenerateRequest[] = [];
    const generate = answering().generate;
    const page = await openPage(
      answering({
        generate: async (request, call) => {
          seen.push(request);
          return generate(request, call);
        },
      }),
    );
    const { chooseSampling } = await import("../../../src/state/settings-store.ts");
    await page.ask("One?");
    chooseSampling(null, { temperature: 0.9, seed: 5 });
    chooseSampling(page.conversations.useConversations.getState().selectedId, { temperature: 1.2 });
    await page.ask("Two?");
    expect(seen[0]?.sampling).toMatchObject({ temperature: 0.3, topP: 0.92 });
    expect(seen[1]?.sampling).toMatchObject({ temperature: 1.2, topP: 0.92, seed: 5 });
  });

  it("[Y1] sends earlier exchanges along and says how many were left out", async () => {
    const seen: GenerateRequest[] = [];
    const page = await openPage(
      answering({
        generate: async (request) => {
          seen.push(request);
          return result;
        },
      }),
    );
    await page.ask("One?");
    await page.ask("Two?");
    expect(seen[1]?.earlier).toEqual([{ instruction: "One?", context: null, response: "Oslo." }]);
    expect(page.messages().at(-1)).toMatchObject({ earlierLeftOut: 1 });
    expect(seen[0]?.sampling.seed).not.toBe(seen[1]?.sampling.seed);
  });

  it("[Y1] sends a passage only while it is shown", async () => {
    const seen: GenerateRequest[] = [];
    const page = await openPage(
      answering({
        generate: async (request) => {
          seen.push(request);
          return result;
        },
      }),
    );
    page.write({ context: "A passage.", contextShown: true });
    await page.ask("One?");
    page.write({ context: "Another passage.", contextShown: false });
    await page.ask("Two?");
    expect(seen.map(({ context }) => context)).toEqual(["A passage.", null]);
  });

  it("[Y2] waits for the model to load, and can be stopped while it waits", async () => {
    const loading = deferred<LoadedModel>();
    const page = await openPage(answering({ load: () => loading.promise }));
    const sent = page.ask("One?");
    expect(page.useDraft.getState().activity).toBe("waiting");
    expect(page.composer.getState().instruction).toBe("One?");
    page.stop();
    await sent;
    expect(page.composer.getState()).toMatchObject({ instruction: "One?", problem: null });
    loading.resolve(model);
    await page.send();
    expect(page.messages()).toHaveLength(2);
    expect(workers).toHaveLength(1);
  });

  it.each(["count", "generate"] as const)("[Y3] gives the words back where %s refuses them", async (method) => {
    const refusal = new AppError("context-length", "The instruction takes 600 tokens; the window holds 512.");
    const page = await openPage(answering({ [method]: () => Promise.reject(refusal) }));
    page.write({ context: "A passage.", contextShown: true });
    await page.ask("One? ");
    expect(page.composer.getState()).toMatchObject({ instruction: "One? ", context: "A passage.", contextShown: true });
    expect(page.composer.getState().problem).toMatchObject({ code: refusal.code, message: refusal.message });
    expect(page.messages()).toEqual([]);
    expect(page.conversations.useConversations.getState().list).toEqual([]);
  });

  it("[Y3] refuses a second instruction while an answer is written", async () => {
    const writing = deferred<GenerateResult>();
    const page = await openPage(answering({ generate: () => writing.promise }));
    const first = page.ask("One?");
    await expect.poll(() => page.useDraft.getState().activity).toBe("reading");
    await page.ask("Two?");
    expect(page.composer.getState()).toMatchObject({ instruction: "Two?", problem: { code: "busy" } });
    writing.resolve(result);
    await first;
    expect(page.messages()).toHaveLength(2);
    expect(page.composer.getState().instruction).toBe("Two?");
  });

  it("[Y4] keeps what was written when it is stopped", async () => {
    const page = await openPage(
      answering({
        generate: (_, { emit, signal }) => {
          emit({ phase: "writing", text: "Os", tokens: 1, ids: [5] });
          const stopped = { ...result, text: "Os", stop: "stopped", tokens: 1, tokensPerSecond: null } as const;
          return new Promise((resolve) => signal.addEventListener("abort", () => resolve(stopped)));
        },
      }),
    );
    const sent = page.ask("One?");
    await expect.poll(() => page.useDraft.getState().activity).toBe("writing");
    page.stop();
    await sent;
    expect(page.messages().at(-1)).toMatchObject({ text: "Os", stop: "stopped" });
    expect(page.useDraft.getState().activity).toBe("stopped");
  });

  it("[Y5] goes on with the answer in another worker when one dies", async () => {
    const seen: GenerateRequest[] = [];
    const page = await openPage(
      answering({
        generate: (request, { emit }) => {
          seen.push(request);
          emit({ phase: "writing", text: "Os", tokens: 1, ids: [5] });
          if (seen.length === 1) return new Promise(() => {});
          emit({ phase: "writing", text: "lo.", tokens: 3, ids: [6, 7] });
          return Promise.resolve(result);
        },
      }),
    );
    const sent = page.ask("One?");
    await expect.poll(() => page.useDraft.getState().draft?.answer.text).toBe("Os");
    workers[0]?.die();
    await sent;
    expect(page.messages().at(-1)).toMatchObject({ text: "Oslo.", stop: "end", problem: null });
    expect(workers).toHaveLength(2);
    expect(seen[1]).toMatchObject({ answerPrefix: [5], sampling: { seed: seen[0]?.sampling.seed } });
    expect(seen[1]?.sampling.maxNewTokens).toBe(seen[0]!.sampling.maxNewTokens - 1);
    expect(page.notices.getState().notices.get("engine")).toMatch(/A new engine went on with the answer/);
  });

  it("[Y5] keeps what was written where no engine lives on, and the next send starts another", async () => {
    const page = await openPage(
      answering({
        generate: (request, { emit }) => {
          if (!request.answerPrefix) emit({ phase: "writing", text: "Os", tokens: 1, ids: [5] });
          return Promise.reject(new AppError("worker-died", "The worker stopped unexpectedly."));
        },
      }),
    );
    await page.ask("One?");
    const last = page.messages().at(-1);
    expect(last).toMatchObject({ text: "Os", stop: "interrupted", problem: "The worker stopped unexpectedly." });
    expect(workers).toHaveLength(3);
    engine = answering();
    const { selectedId } = page.conversations.useConversations.getState();
    await page.regenerate(selectedId!, page.messages()[0]!.id);
    expect(page.messages().map((each) => (each.kind === "answer" ? each.text : each.instruction))).toEqual([
      "One?",
      "Os",
      "Oslo.",
    ]);
    expect(page.seen().map(([words]) => words)).toEqual(["One?", "Oslo."]);
  });

  it("[Y6] keeps the words when the model does not load, and tries again with the next send", async () => {
    const broken = new AppError("integrity", "The file weights.bin is damaged.");
    const page = await openPage(answering({ load: () => Promise.reject(broken) }));
    await page.ask("One?");
    expect(page.useEngine.getState().engine).toMatchObject({ phase: "failed", error: { message: broken.message } });
    expect(page.composer.getState()).toMatchObject({ instruction: "One?", problem: { code: "integrity" } });
    engine = answering();
    await page.send();
    expect(page.messages()).toHaveLength(2);
  });
});

describe("branches", () => {
  it("[C2] asks again beside the answer that is there", async () => {
    const page = await openPage(answering());
    await page.ask("One?");
    await page.ask("Two?");
    const { selectedId } = page.conversations.useConversations.getState();
    await page.regenerate(selectedId!, page.messages()[1]!.id);
    expect(page.seen()).toEqual([
      ["One?", 1],
      ["Oslo.", 2],
    ]);
    expect(page.messages()).toHaveLength(5);
    await page.tree.showMessage(selectedId!, page.messages()[1]!.id);
    expect(page.seen().map(([words]) => words)).toEqual(["One?", "Oslo.", "Two?", "Oslo."]);
  });

  it("[C2] asks in other words beside the old ones, with what came before and no more", async () => {
    const seen: GenerateRequest[] = [];
    const page = await openPage(
      answering({
        generate: async (request) => {
          seen.push(request);
          return result;
        },
      }),
    );
    await page.ask("One?");
    await page.ask("Two?");
    const { selectedId } = page.conversations.useConversations.getState();
    let taken = false;
    await page.reword(selectedId!, page.messages()[2]!.id, { instruction: "Second?", context: "P" }, () => {
      taken = true;
    });
    expect(taken).toBe(true);
    expect(seen[2]).toMatchObject({ instruction: "Second?", context: "P", earlier: [{ instruction: "One?" }] });
    expect(page.seen()).toEqual([
      ["One?", 1],
      ["Oslo.", 1],
      ["Second?", 2],
      ["Oslo.", 1],
    ]);
  });

  it.each(["count", "generate"] as const)("[Y3] leaves the old wording as it was where %s refuses", async (method) => {
    const page = await openPage(answering());
    await page.ask("One?");
    const before = page.seen();
    const { selectedId } = page.conversations.useConversations.getState();
    engine = answering({ [method]: () => Promise.reject(new AppError("context-length", "Too long.")) });
    await page.reword(selectedId!, page.messages()[0]!.id, { instruction: "Long?", context: null }, () => {});
    expect(page.composer.getState().problem).toMatchObject({ message: "Too long." });
    expect(page.seen()).toEqual(before);
  });

  it("[C6] goes on with an answer that was cut off, beside it and with its seed", async () => {
    const seen: GenerateRequest[] = [];
    const page = await openPage(
      answering({
        generate: async (request, { emit }) => {
          seen.push(request);
          if (request.answerPrefix === undefined) return { ...result, text: "It is", ids: [1, 2], stop: "length" };
          emit({ phase: "writing", text: "It is", tokens: 2, ids: [1, 2] });
          emit({ phase: "writing", text: " Oslo.", tokens: 3, ids: [3] });
          throw new AppError("worker-died", "It stopped.");
        },
      }),
    );
    await page.ask("One?");
    const [asked, begun] = page.messages();
    const { selectedId } = page.conversations.useConversations.getState();
    await page.continueAnswer(selectedId!, begun!.id);
    const { sampling } = seen[0]!;
    const left = sampling.maxNewTokens - 2;
    expect(seen[1]).toMatchObject({ answerPrefix: [1, 2], sampling: { ...sampling, maxNewTokens: left } });
    expect(page.seen()).toEqual([
      ["One?", 1],
      ["It is Oslo.", 2],
    ]);
    expect(page.messages()).toMatchObject([asked, begun, { parentId: asked!.id, stop: "interrupted" }]);
  });

  it("[C5] keeps a correction beside the answer it corrects, marked as edited", async () => {
    const page = await openPage(answering());
    await page.ask("One?");
    const { selectedId } = page.conversations.useConversations.getState();
    await page.tree.correct(selectedId!, page.messages()[1]!.id, "It is Oslo.");
    expect(page.seen()).toEqual([
      ["One?", 1],
      ["It is Oslo.", 2],
    ]);
    expect(page.messages().at(-1)).toMatchObject({ edited: true, seed: null, tokens: null });
  });

  it("[C3] has a deleted message and what followed it back; the last one takes its conversation with it", async () => {
    const page = await openPage(answering());
    await page.ask("One?");
    await page.ask("Two?");
    const { selectedId } = page.conversations.useConversations.getState();
    await page.tree.removeMessage(selectedId!, page.messages()[1]!.id);
    expect(page.seen()).toEqual([["One?", 1]]);
    await page.tree.undoRemove();
    expect(page.seen().map(([words]) => words)).toEqual(["One?", "Oslo.", "Two?", "Oslo."]);
    await page.tree.removeMessage(selectedId!, page.messages()[0]!.id);
    expect(page.conversations.useConversations.getState()).toMatchObject({ list: [], selectedId: null });
    await page.tree.undoRemove();
    expect(page.seen()).toHaveLength(4);
  });

  it("[C3] drops the answer to an instruction that was deleted while it was answered", async () => {
    const writing = deferred<GenerateResult>();
    const page = await openPage(answering());
    await page.ask("One?");
    engine = answering({ generate: () => writing.promise });
    const sent = page.ask("Two?");
    await expect.poll(() => page.useDraft.getState().activity).toBe("reading");
    const { selectedId } = page.conversations.useConversations.getState();
    await page.tree.removeMessage(selectedId!, page.messages()[2]!.id);
    writing.resolve(result);
    await sent;
    expect(page.seen().map(([words]) => words)).toEqual(["One?", "Oslo."]);
  });
});

describe("locking", () => {
  it("[C35] keeps an answer that settles after the conversations were locked", async () => {
    const writing = deferred<GenerateResult>();
    const page = await openPage(answering({ generate: () => writing.promise }));
    const sent = page.ask("One?");
    await expect.poll(() => page.useDraft.getState().activity).toBe("reading");
    const { selectedId } = page.conversations.useConversations.getState();
    page.conversations.closeConversations();
    expect(page.conversations.useConversations.getState()).toMatchObject({ list: [], opened: {} });
    writing.resolve(result);
    await sent;
    await page.conversations.openConversations();
    await page.conversations.select(selectedId);
    expect(page.seen().map(([words]) => words)).toEqual(["One?", "Oslo."]);
  });
});

describe("a device that is full", () => {
  it("[C16] keeps the words on the screen, says so, and saves them with the next change", async () => {
    const page = await openPage(answering());
    const { openTable } = await import("../../../src/state/open-table.ts");
    const { readConversations } = await import("../../../src/state/all-conversations.ts");
    const { table } = await openTable();
    const full = vi.spyOn(table, "transact").mockRejectedValue(new DOMException("Full.", "QuotaExceededError"));
    await page.ask("One?");
    expect(page.seen().map(([words]) => words)).toEqual(["One?", "Oslo."]);
    expect(page.notices.getState().notices.get("not-saved")).toMatch(/storage is full.*Your words stay here/);
    const { selectedId } = page.conversations.useConversations.getState();
    for await (const { messages } of readConversations([selectedId!])) expect(messages).toHaveLength(2);
    full.mockRestore();
    await page.ask("Two?");
    expect(page.notices.getState().notices.has("not-saved")).toBe(false);
    expect(await table.keys("tree/")).toEqual([`tree/${selectedId}`]);
  });
});

describe("deleting", () => {
  it("[J4] can be undone, an answer settled meanwhile included", async () => {
    const writing = deferred<GenerateResult>();
    const page = await openPage(answering({ generate: () => writing.promise }));
    const sent = page.ask("One?");
    await expect.poll(() => page.useDraft.getState().activity).toBe("reading");
    const { selectedId } = page.conversations.useConversations.getState();
    await page.filing.remove(selectedId!);
    writing.resolve(result);
    await sent;
    expect(page.conversations.useConversations.getState()).toMatchObject({ list: [], selectedId: null });
    await page.tree.undoRemove();
    expect(page.messages()).toMatchObject([{ kind: "instruction" }, { text: "Oslo." }]);
  });

  it("[J4] is for good once it is forgotten", async () => {
    const page = await openPage(answering());
    await page.ask("One?");
    const { selectedId } = page.conversations.useConversations.getState();
    await page.filing.remove(selectedId!);
    await page.filing.forgetRemoved();
    await page.tree.undoRemove();
    expect(page.conversations.useConversations.getState()).toMatchObject({ list: [], removed: null, opened: {} });
  });
});

describe("a reload that outruns the disk", () => {
  it("[J7] loses no renaming and no deletion", async () => {
    const noted = new Map<string, string>();
    vi.stubGlobal("localStorage", {
      getItem: (key: string) => noted.get(key) ?? null,
      setItem: (key: string, value: string) => void noted.set(key, value),
      removeItem: (key: string) => void noted.delete(key),
    });
    const { notedDeeds, surely } = await import("../../../src/state/deeds.ts");
    const never = () => new Promise<boolean>(() => {});
    void surely({ kind: "file", id: "one", change: { title: "Birds", pinned: true } }, never);
    void surely({ kind: "mark", id: "two", deletedAt: 5 }, never);
    void surely({ kind: "file", id: "one", change: { title: "Five birds" } }, never);
    const left = [
      { kind: "mark", id: "two", deletedAt: 5 },
      { kind: "file", id: "one", change: { title: "Five birds", pinned: true } },
    ];
    expect(notedDeeds()).toEqual(left);
    await surely({ kind: "mark", id: "three", deletedAt: null }, async () => true);
    expect(notedDeeds()).toEqual(left);
    await surely({ kind: "mark", id: "two", deletedAt: 6 }, async () => false);
    expect(notedDeeds()).toContainEqual({ kind: "mark", id: "two", deletedAt: 6 });
    noted.set("dolly/deeds", '[{"kind":"mark","id":3}]');
    expect(notedDeeds()).toEqual([]);
    vi.unstubAllGlobals();
  });
});
