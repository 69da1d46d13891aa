/**
 * The engine: loads one model and answers instructions with it.
 *
 * Knows text and requests; nothing of conversations, storage or the page.
 */

import { dollyOpening, type Request } from "../../models/dolly/prompt.ts";
import { AppError, assert } from "../../models/errors.ts";
import type { Manifest } from "../../models/manifest.ts";
import type { Call } from "../contract/call.ts";
import type {
  BenchmarkRequest,
  BenchmarkResult,
  CheckRequest,
  EngineApi,
  GenerateProgress,
  GenerateRequest,
  GenerateResult,
  InspectRequest,
  LoadedModel,
  LoadProgress,
  LoadRequest,
  PromptCount,
  PromptRequest,
  TokenRecord,
  WindowUse,
} from "../contract/engine-api.ts";
import { AnswerText, recordOf } from "./answer-text.ts";
import { benchmark } from "./benchmark.ts";
import { type DecodeEnd, Decoder } from "./decode.ts";
import { fitPrompt } from "./fit-prompt.ts";
import { Opening } from "./opening.ts";
import { PrefillPace } from "./prefill-pace.ts";
import { type PreparedModel, prepare } from "./prepare.ts";
import type { Runtime } from "./runtime.ts";
import { setupName, testSession, toleranceOf } from "./self-test.ts";
import { Session } from "./session.ts";
import type { Tokenizer } from "./tokenizer.ts";
import { passagePieces, windowUse } from "./window-use.ts";

interface Loaded {
  readonly request: LoadRequest;
  readonly manifest: Manifest;
  readonly runtime: Runtime;
  readonly session: Session;
  readonly decoder: Decoder;
  readonly tokenizer: Tokenizer;
  /** Null where none is kept. */
  readonly opening: Opening | null;
}

export class Engine implements EngineApi {
  #loaded: Loaded | null = null;
  #busy = false;

  /**
   * The model before answers until what can be known of the new one is known. Where the new one fails after that, it is
   * loaded again before the error goes out; an error that breaks the thread itself leaves that to the page.
   */
  async load(request: LoadRequest, call: Call<LoadProgress>): Promise<LoadedModel> {
    return this.#exclusively(async () => {
      const before = this.#loaded;
      const prepared = await prepare(request, call);
      await this.#unload();
      try {
        return await this.#start(prepared, request, call);
      } catch (error) {
        if (before) await this.#bringBack(before);
        throw error;
      }
    });
  }

  async check(request: CheckRequest, { signal }: Call<never>): Promise<null> {
    const { files, runtime } = await prepare(request, { signal, emit: () => {} });
    files.close();
    runtime.close();
    return null;
  }

  async #start(prepared: PreparedModel, request: LoadRequest, call: Call<LoadProgress>): Promise<LoadedModel> {
    const { manifest, variant, files, tokenizer, runtime } = prepared;
    const setup = setupName(runtime, manifest, variant);
    const known = request.known?.find((each) => each.setup === setup);
    const opening =
      files.folder && !runtime.gpu
        ? new Opening({ folder: files.folder, setup, ids: tokenizer.encode(dollyOpening), manifest })
        : null;
    let session: Session | null = null;
    try {
      call.emit({ phase: "start", loadedBytes: 0, totalBytes: 0 });
      try {
        session = await Session.create(runtime, manifest.shape, variant, files);
      } finally {
        files.close();
      }
      if (variant.golden && !known?.tested) {
        await testSession(session, variant.golden, toleranceOf(runtime, variant.dtype));
      }
    } catch (error) {
      await session?.dispose();
      runtime.close();
      await files.check();
      throw error;
    }
    const decoder = new Decoder(session, new PrefillPace(known?.pieceTokens ?? undefined));
    await opening?.giveTo(decoder, session);
    this.#loaded = { request, manifest, runtime, session, decoder, tokenizer, opening };
    return {
      id: manifest.id,
      name: manifest.name,
      contextLength: manifest.shape.contextLength,
      device: runtime.gpu ? "webgpu" : "wasm",
      dtype: variant.dtype,
      threads: runtime.threads,
      urls: [...runtime.urls, ...files.urls],
      setup,
      tested: variant.golden !== undefined,
    };
  }

  async #unload(): Promise<void> {
    if (!this.#loaded) return;
    const { decoder, session, runtime } = this.#loaded;
    this.#loaded = null;
    decoder.dispose();
    await session.dispose();
    runtime.close();
  }

  async #bringBack({ request }: Loaded): Promise<void> {
    const silently = { signal: new AbortController().signal, emit: () => {} };
    try {
      await this.#start(await prepare(request, silently), request, silently);
    } catch {
      // The error that counts is on its way; with nothing loaded, the next call says so.
    }
  }

  async count(request: PromptRequest): Promise<PromptCount> {
    const { tokenizer, session } = this.#model();
    const { contextLength } = session.shape;
    const { ids, earlierKept } = fitPrompt(request, tokenizer, contextLength);
    return { promptTokens: ids.length, contextLength, earlierKept };
  }

  async windowUse(request: PromptRequest): Promise<WindowUse> {
    const { tokenizer, session } = this.#model();
    return windowUse(request, tokenizer, session.shape.contextLength);
  }

  async passagePieces(request: Request): Promise<readonly string[]> {
    const { tokenizer, session } = this.#model();
    return passagePieces(request, tokenizer, session.shape.contextLength);
  }

  async generate(request: GenerateRequest, call: Call<GenerateProgress>): Promise<GenerateResult> {
    const { tokenizer, session, decoder, opening } = this.#model();
    return this.#exclusively(async () => {
      const startedAt = performance.now();
      const { sampling, alternatives = null, answerPrefix = [] } = request;
      const { ids: promptIds, earlierKept } = fitPrompt(request, tokenizer, session.shape.contextLength);
      const prefixIds = typeof answerPrefix === "string" ? tokenizer.encodeText(answerPrefix) : answerPrefix;
      assert(
        prefixIds.every((id) => Number.isInteger(id) && id >= 0 && id < session.shape.vocab),
        "The answer's beginning holds ids that the model does not know.",
      );
      const answer = new AnswerText(tokenizer, alternatives !== null, call);
      const promptTokens = promptIds.length;
      let firstAt = startedAt;
      let newTokens = 0;

      call.emit({ phase: "reading", readTokens: 0, promptTokens });
      answer.begin(prefixIds);
      const { endIds } = tokenizer;
      const speculate = true;
      const steps = decoder.decode({ promptIds, prefixIds, sampling, endIds, alternatives, speculate }, call.signal);
      let end: DecodeEnd;
      for (;;) {
        const next = await steps.next();
        if (next.done) {
          end = next.value;
          break;
        }
        const step = next.value;
        if (step.kind === "read") {
          const readTokens = Math.min(step.tokens, promptTokens);
          if (step.tokens < promptTokens) call.emit({ phase: "reading", readTokens, promptTokens });
          continue;
        }
        if (newTokens++ === 0) firstAt = performance.now();
        answer.add(step.id, step.chances);
      }
      const endedAt = performance.now();
      answer.finish();
      await opening?.keep(session);
      return {
        text: answer.text,
        ids: answer.ids,
        stop: end.stop,
        promptTokens,
        reusedTokens: end.reused,
        tokens: answer.ids.length,
        draftedTokens: end.drafted,
        acceptedTokens: end.accepted,
        earlierKept,
        firstTokenMs: firstAt - startedAt,
        pieceTokens: decoder.pieceTokens,
        tokensPerSecond: newTokens > 1 ? ((newTokens - 1) * 1000) / (endedAt - firstAt) : null,
      };
    });
  }

  async inspect({ answer, alternatives, ...request }: InspectRequest, call: Call<never>): Promise<TokenRecord[]> {
    const { tokenizer, session, decoder } = this.#model();
    return this.#exclusively(async () => {
      const { ids: promptIds } = fitPrompt(request, tokenizer, session.shape.contextLength);
      const room = session.shape.contextLength - promptIds.length;
      const ids = (typeof answer === "string" ? tokenizer.encodeText(answer) : answer).slice(0, room);
      const records: TokenRecord[] = [];
      for await (const chances of decoder.inspect(promptIds, ids, alternatives, call.signal)) {
        records.push(recordOf(tokenizer, ids[records.length]!, chances));
      }
      return records;
    });
  }

  async benchmark(request: BenchmarkRequest, call: Call<never>): Promise<BenchmarkResult> {
    const { decoder, session } = this.#model();
    return this.#exclusively(() => benchmark(decoder, session.shape.vocab, request, call.signal));
  }

  #model(): Loaded {
    if (!this.#loaded) throw new AppError("no-model", "No model is loaded yet.");
    return this.#loaded;
  }

  async #exclusively<T>(work: () => Promise<T>): Promise<T> {
    if (this.#busy) throw new AppError("busy", "The model is busy with another answer; wait for it or stop it.");
    this.#busy = true;
    try {
      return await work();
    } finally {
      this.#busy = false;
    }
  }
}
