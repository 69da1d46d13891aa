import { type EngineApi, engineMethods } from "../../../workers/contract/engine-api.ts";
import { connect } from "../../../workers/contract/transport.ts";
import type { LoadedContestant, LoadRequest } from "./page.ts";

export async function loadOurs({ device, folderUrl }: LoadRequest): Promise<LoadedContestant> {
  const worker = new Worker(new URL("../../../workers/engine/worker.ts", import.meta.url), { type: "module" });
  const { api } = connect<EngineApi>(worker, engineMethods);
  const call = { signal: new AbortController().signal, emit: () => {} };
  const { dtype, threads } = await api.load({ source: { kind: "url", folderUrl }, device }, call);
  return {
    detail: `${dtype}, ${threads} threads`,
    async run(request) {
      const { prefillMs, tokenMs } = await api.benchmark(request, call);
      return { prefillMs, tokenMs: tokenMs.reduce((sum, ms) => sum + ms, 0) / tokenMs.length };
    },
  };
}
