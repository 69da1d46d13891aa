/**
 * Answers that outlive their engine. When it fails in mid-answer, what has been written becomes the beginning of the same
 * request to the next engine, which goes on with the same random numbers to the same words.
 */

import { type AppError, isAbort, toAppError } from "../../models/errors.ts";
import type { Call } from "../../workers/contract/call.ts";
import type { GenerateProgress, GenerateRequest, GenerateResult } from "../../workers/contract/engine-api.ts";
import type { EngineLifeApi } from "./engine-state.ts";
import { isFatal } from "./step-down.ts";

/** Engines that fail one after another without a single new token; every way of running may fail three times. */
const FRUITLESS_ENGINES = 12;

/**
 * Like the engine's own `generate`, and throws its errors where there is no way on, or only with another model, whose
 * tokens are not this one's. `onBreak` is called each time the answer goes on after a failure.
 */
export async function generateUnbroken(
  life: () => EngineLifeApi,
  request: GenerateRequest,
  call: Call<GenerateProgress>,
  onBreak: (error: AppError) => void,
): Promise<GenerateResult> {
  let modelId = request.prefixModelId;
  /** Which model the caller has been told of. */
  let toldModelId: string | undefined;
  const { maxNewTokens } = request.sampling;
  const hasPrefix = (request.answerPrefix?.length ?? 0) > 0;
  /** Every token of the answer that an engine has told of, and how many of them the request began with. */
  const known: number[] = [];
  let given = 0;
  let shown = "";
  for (let fruitless = 0; ; fruitless++) {
    let told = 0;
    let text = "";
    const emit = (progress: GenerateProgress) => {
      if (progress.phase === "begun") {
        modelId = progress.model.id;
        if (toldModelId !== modelId) call.emit(progress);
        toldModelId = modelId;
        return;
      }
      if (progress.phase !== "writing") return call.emit(progress);
      if (hasPrefix && known.length === 0) given = progress.ids.length;
      // The next engine says the beginning once more.
      const ids = progress.ids.slice(Math.max(0, known.length - told));
      told += progress.ids.length;
      text += progress.text;
      if (told <= known.length) return;
      known.push(...ids);
      const fresh = text.slice(shown.length);
      shown = text;
      call.emit({ ...progress, text: fresh, ids });
    };
    const before = known.length;
    try {
      const sampling = { ...request.sampling, maxNewTokens: maxNewTokens - (known.length - given) };
      const answerPrefix = known.length > 0 ? [...known] : request.answerPrefix;
      return await life().generate(
        {
          ...request,
          sampling,
          ...(answerPrefix !== undefined && { answerPrefix }),
          ...(modelId !== undefined && { prefixModelId: modelId }),
        },
        { signal: call.signal, emit },
      );
    } catch (cause) {
      const error = toAppError(cause);
      if (isAbort(cause) || !isFatal(error.code)) throw cause;
      if (known.length > before) fruitless = 0;
      if (fruitless === FRUITLESS_ENGINES) throw error;
      const { id } = await life().load(null, call);
      if (known.length > 0 && id !== modelId) throw error;
      call.signal.throwIfAborted();
      onBreak(error);
    }
  }
}
