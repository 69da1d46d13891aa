/**
 * The engine: loads one model and answers instructions with it.
 *
 * Knows text and requests; nothing of conversations, storage or the page.
 */

import type { Request } from "../../models/dolly/prompt.ts";
import { AppError, assert } from "../../models/errors.ts";
import type { Dtype, Manifest, Variant } from "../../models/manifest.ts";
import type { Call } from "../contract/call.ts";
import type {
  BenchmarkRequest,
  BenchmarkResult,
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
import { openModel, TOKENIZER, TOKENIZER_CONFIG } from "./open-model.ts";
import { type Runtime, startRuntime } from "./runtime.ts";
import { testName, testSession } from "./self-test.ts";
import { loadError, Session } from "./session.ts";
import { Tokenizer } from "./tokenizer.ts";
import { passagePieces, windowUse } from "./window-use.ts";

interface Loaded {
  readonly manifest: Manifest;
  readonly session: Session;
  readonly decoder: Decoder;
  readonly tokenizer: Tokenizer;
}

export class Engine implements EngineApi {
  #loaded: Loaded | null = null;
  #busy = false;

  async load(
    { source, device, activations = "any", tested = [] }: LoadRequest,
    call: Call<LoadProgress>,
  ): Promise<LoadedModel> {
    return this.#exclusively(async () => {
      this.#loaded?.decoder.dispose();
      await this.#loaded?.session.dispose();
      this.#loaded = null;

      const [model, runtime] = await Promise.all([
        openModel(source, call),
        startRuntime(device).catch((error) => Promise.reject(loadError(error))),
      ]);
      const { manifest } = model;
      const variant = chooseVariant(manifest, runtime, activations);
      const files = await model.open(variant, runtime);
      let session: Session;
      let tokenizer: Tokenizer;
      try {
        call.emit({ phase: "start", loadedBytes: 0, totalBytes: 0 });
        tokenizer = new Tokenizer(
          parseJson(files.tokenizer, TOKENIZER),
          parseJson(files.tokenizerConfig, TOKENIZER_CONFIG),
          manifest.shape.vocab,
        );
        session = await Session.create(runtime, manifest.shape, variant, files);
      } finally {
        files.close();
      }
      const testedAs = variant.golden ? testName(runtime, manifest, variant) : null;
      if (variant.golden && !tested.includes(testedAs!)) {
        try {
          await testSession(session, variant.golden, variant.dtype);
        } catch (error) {
          await session.dispose();
          throw error;
        }
      }
      this.#loaded = { manifest, session, decoder: new Decoder(session), tokenizer };
      return {
        id: manifest.id,
        name: manifest.name,
        contextLength: manifest.shape.contextLength,
        device: runtime.gpu ? "webgpu" : "wasm",
        dtype: variant.dtype,
        threads: runtime.threads,
        urls: [...runtime.urls, ...files.urls],
        testedAs,
      };
    });
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
    const { tokenizer, session, decoder } = this.#model();
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

/** The best variant the device can run: 4-bit for a GPU; int8 for the processor, which has no fast 4-bit kernel. */
function chooseVariant(manifest: Manifest, { gpu }: Runtime, activations: "any" | "float32"): Variant {
  const wanted: Dtype[] = gpu ? ["q4", "fp32"] : ["q8", "fp32", "q4"];
  if (activations === "any" && gpu?.features.has("shader-f16")) wanted.unshift("q4f16");
  for (const dtype of wanted) {
    const variant = manifest.variants.find((candidate) => candidate.dtype === dtype);
    if (variant) return variant;
  }
  const has = manifest.variants.map(({ dtype }) => dtype).join(", ") || "nothing";
  throw new AppError("unsupported", `${manifest.name} comes as ${has}; this device runs ${wanted.join(", ")}.`);
}

function parseJson(bytes: Uint8Array, name: string): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(bytes));
  } catch (error) {
    throw new AppError("bad-file", `${name} does not hold JSON.`, { cause: error });
  }
}
