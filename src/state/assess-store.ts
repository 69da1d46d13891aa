/** The model somebody is considering, and what the library says of it on this device. One at a time. */

import { create } from "zustand";
import { type AppError, isAbort, toAppError } from "../../models/errors.ts";
import type { Assessment, ModelSource } from "../../workers/contract/library-api.ts";
import { libraryWorker } from "../backend.ts";
import { deviceFacts } from "./device-facts.ts";
import { gpuBandwidth } from "./gpu-bandwidth.ts";

export interface Considered {
  readonly source: ModelSource;
  /** As the page shows it; null: as the source calls itself. */
  readonly name: string | null;
  readonly state:
    | { readonly phase: "checking" }
    | { readonly phase: "assessed"; readonly assessment: Assessment }
    | { readonly phase: "failed"; readonly error: AppError };
}

interface AssessState {
  readonly considered: Considered | null;
  /** What the graphics adapter reads in a second, once it has been measured. */
  readonly bytesPerSecond: number | null;
}

export const useAssess = create<AssessState>(() => ({ considered: null, bytesPerSecond: null }));

const { getState, setState } = useAssess;
let asking: AbortController | null = null;

export async function consider(source: ModelSource, name: string | null): Promise<void> {
  asking?.abort();
  asking = new AbortController();
  const { signal } = asking;
  setState({ considered: { source, name, state: { phase: "checking" } } });
  try {
    const facts = await deviceFacts();
    const request = { source, facts, dtype: null };
    const assessment = await libraryWorker.api().assess(request, { signal, emit: () => {} });
    if (signal.aborted) return;
    setState({ considered: { source, name, state: { phase: "assessed", assessment } } });
    if (assessment.device === "webgpu") setState({ bytesPerSecond: await gpuBandwidth() });
  } catch (cause) {
    // An abort is swallowed here, once: another model is considered by now, or none.
    if (signal.aborted || isAbort(cause)) return;
    setState({ considered: { source, name, state: { phase: "failed", error: toAppError(cause) } } });
  }
}

/** Asks again, where the answer may have changed: after a deletion, or a refusal. */
export function reconsider(): void {
  const { considered } = getState();
  if (considered) void consider(considered.source, considered.name);
}

export function forgetConsidered(): void {
  asking?.abort();
  setState({ considered: null });
}
