/** One of the engine's further threads: from its first message on it does nothing but wait for jobs and do its part. */

import { openStored, type StoredFile } from "../weight-files.ts";
import { forward } from "./forward.ts";
import type { Kernels } from "./kernels.ts";
import { loadWeights, targetOf } from "./load-weights.ts";
import { piecesOf } from "./pieces.ts";
import { Team } from "./team.ts";
import type { HelperTask } from "./threads.ts";

self.onmessageerror = () => {
  throw new Error("What it was given could not be read.");
};

self.onmessage = async ({ data }: MessageEvent<HelperTask>) => {
  const { module, memory, weights, layout, index, threads, handles } = data;
  const team = new Team(memory, index, threads);
  try {
    const { exports } = await WebAssembly.instantiate(module, { env: { memory } });
    const files = await openAll(handles);
    const kernels = exports as unknown as Kernels;
    self.postMessage("ready");
    for (;;) {
      const job = team.wait();
      if (job.program === "load") {
        loadWeights(piecesOf(weights, layout), files, layout, targetOf(memory, kernels), team);
        for (const file of files?.values() ?? []) file.close();
      } else forward(layout, kernels, team, job);
    }
  } catch (error) {
    team.fail();
    reportError(error); // a rejection would be heard by nobody
  }
};

/** Null where there are none, or this thread may not have them beside the engine's. */
async function openAll(handles: HelperTask["handles"]): Promise<ReadonlyMap<string, StoredFile> | null> {
  if (handles.size === 0) return null;
  const files = new Map<string, StoredFile>();
  try {
    for (const [name, handle] of handles) files.set(name, await openStored(handle, name));
    return files;
  } catch {
    for (const file of files.values()) file.close();
    return null; // the engine's thread reads alone
  }
}
