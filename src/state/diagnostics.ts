/** What this page knows of itself, for a reader who wants to see or report it. No word of any conversation is in it. */

import { create } from "zustand";
import type { BenchmarkResult, LoadedModel } from "../../workers/contract/engine-api.ts";
import { type LoggedRequest, REQUESTS_MESSAGE } from "../../workers/contract/request-log.ts";
import { deviceFacts } from "./device-facts.ts";
import { engine, loadEngine, useEngine } from "./engine-store.ts";

/** Replaced at build time. */
declare const __VERSIONS__: Readonly<Record<string, string>> | undefined;

export interface Diagnostics {
  /** ISO 8601. */
  readonly madeAt: string;
  readonly versions: Readonly<Record<string, string>>;
  readonly browser: {
    readonly userAgent: string;
    readonly languages: readonly string[];
    readonly logicalCores: number;
    /** WebAssembly may use threads. */
    readonly isolated: boolean;
    readonly online: boolean;
  };
  readonly device: Awaited<ReturnType<typeof deviceFacts>>;
  readonly storage: {
    readonly usedBytes: number | null;
    readonly quotaBytes: number | null;
    readonly persisted: boolean | null;
  };
  readonly model: Omit<LoadedModel, "urls"> | null;
  /** Milliseconds since the navigation began. */
  readonly page: { readonly interactiveMs: number; readonly loadedMs: number } | null;
  /** Most recent first; null where no service worker is there to keep count. */
  readonly requests: readonly LoggedRequest[] | null;
}

interface DiagnosticsState {
  readonly open: boolean;
}

export const useDiagnostics = create<DiagnosticsState>(() => ({ open: false }));

export function showDiagnostics(open: boolean): void {
  useDiagnostics.setState({ open });
}

export async function diagnose(): Promise<Diagnostics> {
  const { userAgent, languages, hardwareConcurrency, onLine } = navigator;
  const [navigation] = performance.getEntriesByType("navigation") as PerformanceNavigationTiming[];
  const { engine: state } = useEngine.getState();
  const [device, estimate, persisted, requests] = await Promise.all([
    deviceFacts(),
    navigator.storage?.estimate?.().catch(() => null) ?? null,
    navigator.storage?.persisted?.().catch(() => null) ?? null,
    loggedRequests(),
  ]);
  return {
    madeAt: new Date().toISOString(),
    versions: typeof __VERSIONS__ === "undefined" ? {} : __VERSIONS__,
    browser: { userAgent, languages, logicalCores: hardwareConcurrency, isolated: crossOriginIsolated, online: onLine },
    device,
    storage: { usedBytes: estimate?.usage ?? null, quotaBytes: estimate?.quota ?? null, persisted },
    model: state.phase === "ready" ? withoutUrls(state.model) : null,
    page: navigation
      ? { interactiveMs: Math.round(navigation.domInteractive), loadedMs: Math.round(navigation.loadEventEnd) }
      : null,
    requests,
  };
}

export interface Speed {
  readonly promptTokens: number;
  readonly promptTokensPerSecond: number;
  readonly answerTokensPerSecond: number;
}

/** Of the model in use, on a made-up prompt. Throws what the engine throws. */
export async function measureSpeed(signal: AbortSignal): Promise<Speed | null> {
  const { contextLength } = await loadEngine();
  const promptTokens = Math.min(256, contextLength >> 1);
  const seed = crypto.getRandomValues(new Uint16Array(1))[0]!;
  const { prefillMs, tokenMs }: BenchmarkResult = await engine().benchmark(
    { promptTokens, newTokens: 32, seed },
    { signal, emit: () => {} },
  );
  if (tokenMs.length === 0) return null;
  const meanMs = tokenMs.reduce((sum, ms) => sum + ms, 0) / tokenMs.length;
  return {
    promptTokens,
    promptTokensPerSecond: (promptTokens * 1000) / prefillMs,
    answerTokensPerSecond: 1000 / meanMs,
  };
}

function withoutUrls({ urls: _, ...model }: LoadedModel): Omit<LoadedModel, "urls"> {
  return model;
}

/** How long the service worker has to answer. */
const patienceMs = 3000;

function loggedRequests(): Promise<readonly LoggedRequest[] | null> {
  const worker = navigator.serviceWorker?.controller;
  if (!worker) return Promise.resolve(null);
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = ({ data }: MessageEvent<readonly LoggedRequest[]>) => resolve(data.toReversed());
    setTimeout(() => resolve(null), patienceMs);
    worker.postMessage({ type: REQUESTS_MESSAGE }, [port2]);
  });
}
