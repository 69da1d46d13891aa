import { type EngineApi, engineMethods } from "../../../workers/contract/engine-api.ts";
import { connect } from "../../../workers/contract/transport.ts";
import type { MeasureRequest } from "./page.ts";

export interface Measured {
  readonly loadMs: number;
  /** One for each prompt length asked for. */
  readonly runs: readonly MeasuredRun[];
  readonly detail: string;
}

export interface MeasuredRun {
  readonly promptTokens: number;
  readonly prefillMs: number;
  /** Mean of a token after the first. */
  readonly tokenMs: number;
}

export async function measureOurs({ device, folderUrl, promptTokens, newTokens }: MeasureRequest): Promise<Measured> {
  const worker = new Worker(new URL("../../../workers/engine/worker.ts", import.meta.url), { type: "module" });
  const { api } = connect<EngineApi>(worker, engineMethods);
  const call = { signal: new AbortController().signal, emit: () => {} };
  const start = performance.now();
  const { dtype, threads } = await api.load({ source: { kind: "url", folderUrl }, device }, call);
  const loadMs = performance.now() - start;
  const runs: MeasuredRun[] = [];
  for (const [seed, length] of promptTokens.entries()) {
    const { prefillMs, tokenMs } = await api.benchmark({ promptTokens: length, newTokens, seed }, call);
    runs.push({ promptTokens: length, prefillMs, tokenMs: tokenMs.reduce((sum, ms) => sum + ms, 0) / tokenMs.length });
  }
  return { loadMs, runs, detail: `${dtype}, ${threads} threads` };
}
