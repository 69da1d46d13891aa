/** One of the engine's further threads: from its first message on it does nothing but wait for jobs and do its part. */

import { forward } from "./forward.ts";
import type { Kernels } from "./kernels.ts";
import { Team } from "./team.ts";
import type { HelperTask } from "./threads.ts";

self.onmessage = async ({ data }: MessageEvent<HelperTask>) => {
  const { module, memory, layout, index, threads } = data;
  const { exports } = await WebAssembly.instantiate(module, { env: { memory } });
  const team = new Team(memory, index, threads);
  self.postMessage("ready");
  for (;;) {
    const job = team.wait();
    try {
      forward(layout, exports as unknown as Kernels, team, job);
    } catch (error) {
      team.fail();
      throw error;
    }
  }
};
