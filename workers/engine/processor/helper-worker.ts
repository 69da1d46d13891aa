/** One of the engine's further threads: from its first message on it does nothing but wait for jobs and do its part. */

import { forward } from "./forward.ts";
import type { Kernels } from "./kernels.ts";
import { packBatch, planLoad, targetOf } from "./load-weights.ts";
import { Team } from "./team.ts";
import type { HelperTask } from "./threads.ts";

self.onmessageerror = () => {
  throw new Error("What it was given could not be read.");
};

self.onmessage = async ({ data }: MessageEvent<HelperTask>) => {
  const { module, memory, weights, layout, index, threads } = data;
  const team = new Team(memory, index, threads);
  try {
    const { exports } = await WebAssembly.instantiate(module, { env: { memory } });
    const kernels = exports as unknown as Kernels;
    const batches = planLoad(weights, layout);
    const target = targetOf(memory, kernels);
    self.postMessage("ready");
    for (;;) {
      const job = team.wait();
      if (job.program === "pack") packBatch(batches, job.batch, target, team);
      else forward(layout, kernels, team, job);
    }
  } catch (error) {
    team.fail();
    reportError(error); // a rejection would be heard by nobody
  }
};
