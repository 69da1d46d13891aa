/** A page whose engine is what the test says, behind the real transport: what it sends, keeps and shows. */

import { vi } from "vitest";
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
export const workers: FakeWorker[] = [];

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

export const model: LoadedModel = {
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

export const result: GenerateResult = {
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
export function answering(change: Partial<EngineApi> = {}): EngineApi {
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

/** An engine that answers so, and every request that it gets. */
export function noting(generate: EngineApi["generate"] = answering().generate) {
  const seen: GenerateRequest[] = [];
  const engine = answering({
    generate: (request, call) => {
      seen.push(request);
      return generate(request, call);
    },
  });
  return { seen, engine };
}

export function deferred<T>() {
  let resolve: (value: T) => void = () => {};
  const promise = new Promise<T>((settle) => {
    resolve = settle;
  });
  return { promise, resolve };
}

/** From now on the worker's engine is this one. */
export function answerWith(next: EngineApi): void {
  engine = next;
}

/** A fresh page: its modules hold its state, so they are loaded anew. */
export async function openPage(withEngine: EngineApi) {
  answerWith(withEngine);
  workers.length = 0;
  vi.resetModules();
  const composer = await import("../../../src/state/composer-store.ts");
  const conversations = await import("../../../src/state/conversation-store.ts");
  const { useDraft } = await import("../../../src/state/draft-store.ts");
  const { useEngine, engine: engineInUse, changeModel } = await import("../../../src/state/engine-store.ts");
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
    engine: engineInUse,
    changeModel,
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

/** Gives each test the few globals that the page asks for. */
export function stubBrowser(): void {
  vi.stubGlobal("Worker", FakeWorker);
  vi.stubGlobal("location", { search: "" });
  vi.stubGlobal("window", new EventTarget());
  vi.stubGlobal(
    "document",
    Object.assign(new EventTarget(), { baseURI: "https://example.org/page/", visibilityState: "visible" }),
  );
}
