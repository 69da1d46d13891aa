import { beforeEach, describe, expect, it, vi } from "vitest";
import type { TaskKind } from "../../../models/dolly/tasks.ts";
import { AppError } from "../../../models/errors.ts";
import type { EngineApi, GenerateRequest, GenerateResult, LoadedModel } from "../../../workers/contract/engine-api.ts";
import { answering, answerWith, deferred, model, noting, openPage, result, stubBrowser, workers } from "./sending.ts";

beforeEach(stubBrowser);

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

  it("[X26] goes on with the next model where the reader changes to one while the words are counted", async () => {
    const counting = deferred<void>();
    let counted = 0;
    const page = await openPage(
      answering({
        load: async ({ source }) =>
          source.kind === "installed" ? { ...model, id: source.id, name: "Dolly 3B", setup: "there" } : model,
        count: async () => {
          if (++counted === 1) {
            counting.resolve();
            await new Promise(() => {}); // its worker is ended meanwhile
          }
          return { promptTokens: 20, contextLength: 512, earlierKept: 0 };
        },
      }),
    );
    vi.stubGlobal("navigator", {});
    const { changeModel } = await import("../../../src/state/engine-store.ts");
    const asked = page.ask("What is the capital of Norway?");
    await counting.promise;
    await changeModel({ id: "dolly-v2-3b", name: "Dolly 3B" });
    await asked;
    expect(page.messages()).toMatchObject([
      { kind: "instruction", instruction: "What is the capital of Norway?" },
      { kind: "answer", text: "Oslo.", modelName: "Dolly 3B", modelId: "dolly-v2-3b" },
    ]);
    expect(page.composer.getState()).toMatchObject({ instruction: "", problem: null });
  });

  it("[I5] sends no earlier exchange where each instruction stands alone", async () => {
    const { seen, engine } = noting();
    const page = await openPage(engine);
    const { changeSettings } = await import("../../../src/state/settings-store.ts");
    await page.ask("One?");
    changeSettings({ standAlone: true });
    await page.ask("Two?");
    changeSettings({ standAlone: false });
    await page.ask("Three?");
    expect(seen.map(({ earlier }) => earlier.length)).toEqual([0, 0, 2]);
  });

  it("[I3] samples with the figures of the conversation, of all, and the model's own, in this order", async () => {
    const { seen, engine } = noting();
    const page = await openPage(engine);
    const { chooseSampling } = await import("../../../src/state/settings-store.ts");
    await page.ask("One?");
    chooseSampling(null, { temperature: 0.9, seed: 5 });
    chooseSampling(page.conversations.useConversations.getState().selectedId, { temperature: 1.2 });
    await page.ask("Two?");
    expect(seen[0]?.sampling).toMatchObject({ temperature: 0.3, topP: 0.92 });
    expect(seen[1]?.sampling).toMatchObject({ temperature: 1.2, topP: 0.92, seed: 5 });
  });

  it("[B13] samples a kind of task with one right answer coolly, unless the reader chose a figure", async () => {
    const { seen, engine } = noting();
    const page = await openPage(engine);
    const { chooseSampling } = await import("../../../src/state/settings-store.ts");
    const askAs = async (task: TaskKind) => {
      page.write({ task });
      await page.ask("Who paid?");
    };
    await askAs("closed_qa");
    await askAs("creative_writing");
    chooseSampling(null, { temperature: 0.9 });
    await askAs("closed_qa");
    expect(seen.map(({ sampling }) => sampling.temperature)).toEqual([0.2, 0.3, 0.9]);
  });

  it("[Y1] sends earlier exchanges along and says how many were left out", async () => {
    const { seen, engine } = noting(async () => result);
    const page = await openPage(engine);
    await page.ask("One?");
    await page.ask("Two?");
    expect(seen[1]?.earlier).toEqual([{ instruction: "One?", context: null, response: "Oslo." }]);
    expect(page.messages().at(-1)).toMatchObject({ earlierLeftOut: 1 });
    expect(seen[0]?.sampling.seed).not.toBe(seen[1]?.sampling.seed);
  });

  it("[Y1] sends a passage only while it is shown", async () => {
    const { seen, engine } = noting(async () => result);
    const page = await openPage(engine);
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
    answerWith(answering());
    const { selectedId } = page.conversations.useConversations.getState();
    await page.regenerate(selectedId!, page.messages()[0]!.id);
    expect(page.messages().map((each) => (each.kind === "answer" ? each.text : each.instruction))).toEqual([
      "One?",
      "Os",
      "Oslo.",
    ]);
    expect(page.seen().map(([words]) => words)).toEqual(["One?", "Oslo."]);
  });

  /** A page whose engine is taken by something else until the reader changes to Dolly 3B. */
  async function openTakenPage(generate: EngineApi["generate"]) {
    const load: EngineApi["load"] = async ({ source }) =>
      source.kind === "installed" ? { ...model, id: source.id, name: "Dolly 3B" } : model;
    const page = await openPage(answering({ load, generate, inspect: () => new Promise(() => {}) }));
    const call = { signal: new AbortController().signal, emit: () => {} };
    const takeTurn = () => {
      const inspected = { instruction: "", context: null, earlier: [], answer: "Oslo.", alternatives: 1 };
      void page
        .engine()
        .inspect(inspected, call)
        .catch(() => {}); // ends with the engine
    };
    const changeWhileQueued = async () => {
      await expect.poll(() => page.useDraft.getState().activity).toBe("queued");
      await page.changeModel({ id: "dolly-v2-3b", name: "Dolly 3B" });
    };
    return { page, takeTurn, changeWhileQueued };
  }

  it("[X26] names the model that answers where it was changed while the answer waited", async () => {
    const { page, takeTurn, changeWhileQueued } = await openTakenPage(answering().generate);
    takeTurn();
    const sent = page.ask("One?");
    await changeWhileQueued();
    await sent;
    expect(page.messages().at(-1)).toMatchObject({ text: "Oslo.", modelId: "dolly-v2-3b", modelName: "Dolly 3B" });
    expect(page.useDraft.getState().announcement.line).toContain("Dolly 3B");
  });

  it("[X27] gives no model the tokens of another to go on with", async () => {
    const seen: GenerateRequest[] = [];
    const { page, takeTurn, changeWhileQueued } = await openTakenPage(async (request, { emit }) => {
      seen.push(request);
      emit({ phase: "writing", text: "Os", tokens: 1, ids: [5] });
      return { ...result, text: "Os", ids: [5], stop: "length" };
    });
    await page.ask("One?");
    const { selectedId } = page.conversations.useConversations.getState();
    const cutOff = page.messages().at(-1)!;
    takeTurn();
    const continued = page.continueAnswer(selectedId!, cutOff.id);
    await changeWhileQueued();
    await continued;
    expect(page.composer.getState().problem?.message).toMatch(/model was changed.*go on again/);
    expect(page.messages()).toHaveLength(2);
    await page.continueAnswer(selectedId!, cutOff.id);
    expect(seen.map(({ answerPrefix }) => answerPrefix)).toEqual([undefined, "Os"]);
  });

  it("[Y6] keeps the words when the model does not load, and tries again with the next send", async () => {
    const broken = new AppError("integrity", "The file weights.bin is damaged.");
    const page = await openPage(answering({ load: () => Promise.reject(broken) }));
    await page.ask("One?");
    expect(page.useEngine.getState().engine).toMatchObject({ phase: "failed", error: { message: broken.message } });
    expect(page.composer.getState()).toMatchObject({ instruction: "One?", problem: { code: "integrity" } });
    answerWith(answering());
    await page.send();
    expect(page.messages()).toHaveLength(2);
  });
});
