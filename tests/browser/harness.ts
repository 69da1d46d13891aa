/** Lets a test drive the engine in a worker, without the page: its session by ids, or the whole of it by words. */

import { referenceSampling } from "../../models/dolly/sampling.ts";
import {
  type EngineApi,
  engineMethods,
  type GenerateResult,
  type LoadedModel,
  type LoadProgress,
  type LoadRequest,
  type PromptRequest,
} from "../../workers/contract/engine-api.ts";
import { connect } from "../../workers/contract/transport.ts";
import type { DecoderReply, DecoderRequest } from "./decoder-worker.ts";
import type { DeviceState, GpuFault } from "./faulty-gpu.ts";
import type { SessionReply, SessionRequest } from "./harness-worker.ts";

export interface GreedyAnswers {
  readonly model: LoadedModel;
  readonly loadMs: number;
  /** What loading emitted. */
  readonly progress: readonly LoadProgress[];
  readonly results: readonly GenerateResult[];
}

export interface FailingLoad {
  readonly first: LoadRequest;
  readonly second: LoadRequest;
  /** Asks only whether the second could be loaded. */
  readonly checkOnly: boolean;
  readonly faults: readonly GpuFault[];
  readonly request: PromptRequest;
  readonly newTokens: number;
}

export interface AfterFailure {
  /** The first model's answers, before and after the second was tried. */
  readonly answers: readonly (readonly number[] | string)[];
  readonly error: { readonly code: string; readonly message: string } | null;
  /** Of the devices the worker has had, in order, before the second answer. */
  readonly devices: readonly DeviceState[];
}

declare global {
  interface Window {
    /** Whether the first model answers as before when the second could not be loaded, in one worker. */
    loadAndFail(what: FailingLoad): Promise<AfterFailure>;
    /** Logits after each of some runs, from the engine's own session. */
    runSession(request: SessionRequest): Promise<SessionReply>;
    /** How long the engine's own decoder takes over given ids. */
    runDecoder(request: DecoderRequest): Promise<DecoderReply>;
    /** Milliseconds of reading an installed model's weights and doing nothing with them. */
    readModel(id: string): Promise<number>;
    /** The engine's greedy answers; `withoutJspi` as in browsers whose WebAssembly cannot wait for promises. */
    answerGreedily(
      load: LoadRequest,
      requests: readonly PromptRequest[],
      withoutJspi?: boolean,
      maxNewTokens?: number,
    ): Promise<GreedyAnswers>;
  }
}

window.runSession = (request) =>
  reply(new Worker(new URL("./harness-worker.ts", import.meta.url), { type: "module" }), request);

window.runDecoder = (request) =>
  reply(new Worker(new URL("./decoder-worker.ts", import.meta.url), { type: "module" }), request);

window.readModel = (id) => reply(new Worker(new URL("./reading-worker.ts", import.meta.url), { type: "module" }), id);

/** A worker's one answer to one message; the worker ends with it. */
function reply<Reply>(worker: Worker, request: unknown): Promise<Reply> {
  return new Promise((resolve, reject) => {
    const settle = (outcome: () => void) => {
      worker.terminate();
      outcome();
    };
    worker.onmessage = ({ data }: MessageEvent<Reply>) => settle(() => resolve(data));
    worker.onerror = ({ message }) => settle(() => reject(new Error(message || "The harness worker failed.")));
    worker.postMessage(request);
  });
}

window.answerGreedily = async (load, requests, withoutJspi = false, maxNewTokens = referenceSampling.maxNewTokens) => {
  const worker = withoutJspi
    ? new Worker(new URL("./asyncify-worker.ts", import.meta.url), { type: "module" })
    : new Worker(new URL("../../workers/engine/worker.ts", import.meta.url), { type: "module" });
  const { api, terminate } = connect<EngineApi>(worker, engineMethods);
  const call = { signal: new AbortController().signal, emit: () => {} };
  const start = performance.now();
  const progress: LoadProgress[] = [];
  const model = await api.load(load, { ...call, emit: (step) => progress.push(step) });
  const loadMs = performance.now() - start;
  const sampling = { ...referenceSampling, temperature: 0, seed: 0, maxNewTokens };
  const results: GenerateResult[] = [];
  for (const request of requests) results.push(await api.generate({ ...request, sampling }, call));
  terminate();
  return { model, loadMs, progress, results };
};

window.loadAndFail = async ({ first, second, checkOnly, faults, request, newTokens }) => {
  const worker = new Worker(new URL("./faulty-gpu-worker.ts", import.meta.url), {
    type: "module",
    name: JSON.stringify(faults),
  });
  const { api, terminate } = connect<EngineApi>(worker, engineMethods);
  const call = { signal: new AbortController().signal, emit: () => {} };
  const plainError = ({ code, message }: { code: string; message: string }) => ({ code, message });
  const sampling = { ...referenceSampling, temperature: 0, seed: 0, maxNewTokens: newTokens };
  const answer = () =>
    api.generate({ ...request, sampling }, call).then(
      ({ ids }) => ids,
      ({ code, message }) => `${code}: ${message}`,
    );
  try {
    await api.load(first, call);
    const before = await answer();
    const tried: Promise<unknown> = checkOnly ? api.check(second, call) : api.load(second, call);
    const error = await tried.then(() => null, plainError);
    const channel = new BroadcastChannel("devices");
    const states = new Promise<DeviceState[]>((resolve) => {
      channel.onmessage = ({ data }) => resolve(data);
    });
    channel.postMessage(null);
    const devices = await states;
    return { answers: [before, await answer()], error, devices };
  } finally {
    terminate();
  }
};
