/**
 * `npm run test:faults [points] [seed] [tokenMs]`: kills tabs, workers and browsers at so many random moments of answers (200
 * without a number), half of them greedy and half sampled; until the kill the engine pauses so long after each token. The
 * last line is JSON; fails where anything was lost. While the file named by PAUSE_FILE is there, it waits between two kills.
 */

import { setup } from "../global-setup.ts";
import { killAtRandom } from "./kills.ts";

export async function main([points = "200", seed = "1", tokenMs = "150"]: readonly string[]): Promise<number> {
  await setup();
  const { PAUSE_FILE: pauseFile } = process.env;
  const each = {
    points: Math.ceil(Number(points) / 2),
    browserEvery: 5,
    workerEvery: 4,
    continueEvery: 1,
    tokenMs: Number(tokenMs),
    ...(pauseFile !== undefined && { pauseFile }),
    log: (line: string) => console.log(line),
  };
  const greedy = await killAtRandom({ ...each, seed: Number(seed), temperature: 0 });
  console.log(JSON.stringify({ greedy }));
  const sampled = await killAtRandom({ ...each, seed: Number(seed) + 1, temperature: 0.8 });
  console.log(JSON.stringify({ greedy, sampled }));
  return greedy.faults.length + sampled.faults.length === 0 ? 0 : 1;
}
