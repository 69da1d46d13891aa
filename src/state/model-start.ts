/** What the engine is asked to load for a model, and what can be known beforehand to keep that from working. */

import { pocket } from "../../models/catalogue.ts";
import { type AppError, type ErrorCode, toAppError } from "../../models/errors.ts";
import type { CheckRequest, EngineApi, ModelPlace } from "../../workers/contract/engine-api.ts";
import { wantedDevice } from "../backend.ts";
import type { ModelChoice } from "./model-choice.ts";
import { type AdapterFacts, type Way, waysOf } from "./step-down.ts";

/** Errors of a check that a load would end in too. */
const knownBeforehand: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  "no-model",
  "integrity",
  "bad-file",
  "unsupported",
  "no-webgpu",
]);

/** `way` null: the best there is. */
export function requestFor(model: ModelChoice, way: Way | null): CheckRequest {
  const device = way === "wasm" ? "wasm" : wantedDevice();
  return { source: placeOf(model), device, activations: way === "f32" ? "float32" : "any" };
}

function placeOf({ id }: ModelChoice): ModelPlace {
  if (id !== pocket.id) return { kind: "installed", id };
  return { kind: "url", folderUrl: new URL(pocket.path, document.baseURI).href };
}

/** Why a model can start in none of this device's ways, as far as the engine that runs can tell; null: it may start. */
export async function faultOf(
  model: ModelChoice,
  engine: Pick<EngineApi, "check">,
  adapter: AdapterFacts | null,
): Promise<AppError | null> {
  let fault: AppError | null = null;
  for (const way of waysOf(adapter, true)) {
    try {
      await engine.check(requestFor(model, way), { signal: new AbortController().signal, emit: () => {} });
      return null;
    } catch (cause) {
      const error = toAppError(cause);
      if (!knownBeforehand.has(error.code)) return null; // the load will tell
      fault = error;
    }
  }
  return fault;
}
