/**
 * The engine: loads one model and answers instructions with it.
 *
 * Knows text and requests; nothing of conversations, storage or the page.
 */

import { AppError } from "../../models/errors.ts";
import type { Dtype, Manifest, Variant } from "../../models/manifest.ts";
import type { Call } from "../contract/call.ts";
import type {
  EngineApi,
  GenerateProgress,
  GenerateRequest,
  GenerateResult,
  LoadedModel,
  LoadProgress,
  LoadRequest,
  PromptCount,
  PromptRequest,
  StopReason,
} from "../contract/engine-api.ts";
import { decode } from "./decode.ts";
import { Detokenizer } from "./detokenizer.ts";
import { fitPrompt } from "./fit-prompt.ts";
import { fetchFile, fetchManifest } from "./model-files.ts";
import { type Runtime, startRuntime } from "./runtime.ts";
import { Session } from "./session.ts";
import { Tokenizer } from "./tokenizer.ts";

/** Text is pushed at most once a frame, progress at most ten times a second. */
const FRAME_MS = 16;
const PROGRESS_MS = 100;

interface Loaded {
  readonly manifest: Manifest;
  readonly session: Session;
  readonly tokenizer: Tokenizer;
}

export class Engine implements EngineApi {
  #loaded: Loaded | null = null;
  #busy = false;

  async load({ source, device }: LoadRequest, call: Call<LoadProgress>): Promise<LoadedModel> {
    return this.#exclusively(async () => {
      const { signal } = call;
      if (source.kind === "installed") throw new AppError("no-model", `There is no installed model ${source.id}.`);
      const { folderUrl } = source;
      await this.#loaded?.session.dispose();
      this.#loaded = null;

      const [manifest, runtime] = await Promise.all([fetchManifest(folderUrl, signal), startRuntime(device)]);
      const variant = chooseVariant(manifest, runtime);
      const paths = ["tokenizer.json", "tokenizer_config.json", variant.graph, ...variant.data];
      const files = await fetchAll(manifest, paths, folderUrl, call);

      call.emit({ phase: "start", loadedBytes: 0, totalBytes: 0 });
      const tokenizer = new Tokenizer(
        parseJson(files.get("tokenizer.json")!, "tokenizer.json"),
        parseJson(files.get("tokenizer_config.json")!, "tokenizer_config.json"),
        manifest.shape.vocab,
      );
      const session = await Session.create(runtime, manifest.shape, variant, {
        graph: files.get(variant.graph)!,
        data: new Map(variant.data.map((path) => [path.slice(path.lastIndexOf("/") + 1), files.get(path)!])),
      });
      this.#loaded = { manifest, session, tokenizer };
      return {
        id: manifest.id,
        name: manifest.name,
        contextLength: manifest.shape.contextLength,
        device: runtime.gpu ? "webgpu" : "wasm",
        dtype: variant.dtype,
        threads: runtime.threads,
        urls: [...runtime.urls, ...["manifest.json", ...paths].map((path) => new URL(path, folderUrl).href)],
      };
    });
  }

  async count(request: PromptRequest): Promise<PromptCount> {
    const { tokenizer, session } = this.#model();
    const { contextLength } = session.shape;
    const { ids, earlierKept } = fitPrompt(request, tokenizer, contextLength);
    return { promptTokens: ids.length, contextLength, earlierKept };
  }

  async generate(request: GenerateRequest, call: Call<GenerateProgress>): Promise<GenerateResult> {
    const { tokenizer, session } = this.#model();
    return this.#exclusively(async () => {
      const startedAt = performance.now();
      const { ids: promptIds, earlierKept } = fitPrompt(request, tokenizer, session.shape.contextLength);
      const detokenizer = new Detokenizer((id) => tokenizer.bytesOf(id));

      let text = "";
      let unsent = "";
      let sentAt = 0;
      let tokens = 0;
      let firstAt = startedAt;
      const send = () => {
        if (unsent) call.emit({ text: unsent, tokens });
        unsent = "";
        sentAt = performance.now();
      };
      const add = (piece: string) => {
        text += piece;
        unsent += piece;
      };

      const { sampling } = request;
      const answer = decode(session, { promptIds, sampling, endIds: tokenizer.endIds }, call.signal);
      let stop: StopReason;
      for (;;) {
        const next = await answer.next();
        if (next.done) {
          stop = next.value;
          break;
        }
        if (tokens++ === 0) firstAt = performance.now();
        add(detokenizer.push(next.value));
        if (performance.now() - sentAt >= FRAME_MS) send();
      }
      const endedAt = performance.now();
      add(detokenizer.finish());
      send();
      return {
        text,
        stop,
        promptTokens: promptIds.length,
        tokens,
        earlierKept,
        firstTokenMs: firstAt - startedAt,
        tokensPerSecond: tokens > 1 ? ((tokens - 1) * 1000) / (endedAt - firstAt) : null,
      };
    });
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
function chooseVariant(manifest: Manifest, { gpu }: Runtime): Variant {
  const wanted: Dtype[] = gpu ? ["q4", "fp32"] : ["q8", "fp32", "q4"];
  if (gpu?.features.has("shader-f16")) wanted.unshift("q4f16");
  for (const dtype of wanted) {
    const variant = manifest.variants.find((candidate) => candidate.dtype === dtype);
    if (variant) return variant;
  }
  const has = manifest.variants.map(({ dtype }) => dtype).join(", ") || "nothing";
  throw new AppError("unsupported", `${manifest.name} comes as ${has}; this device runs ${wanted.join(", ")}.`);
}

async function fetchAll(
  manifest: Manifest,
  paths: readonly string[],
  folderUrl: string,
  { signal, emit }: Call<LoadProgress>,
): Promise<Map<string, Uint8Array<ArrayBuffer>>> {
  const totalBytes = manifest.files
    .filter(({ path }) => paths.includes(path))
    .reduce((sum, { bytes }) => sum + bytes, 0);
  let loadedBytes = 0;
  let emittedAt = 0;
  const onBytes = (bytes: number) => {
    loadedBytes += bytes;
    const now = performance.now();
    if (now - emittedAt < PROGRESS_MS && loadedBytes < totalBytes) return;
    emittedAt = now;
    emit({ phase: "download", loadedBytes, totalBytes });
  };
  const files = await Promise.all(
    paths.map(async (path) => [path, await fetchFile(manifest, path, folderUrl, signal, onBytes)] as const),
  );
  return new Map(files);
}

function parseJson(bytes: Uint8Array, name: string): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(bytes));
  } catch (error) {
    throw new AppError("bad-file", `${name} does not hold JSON.`, { cause: error });
  }
}
