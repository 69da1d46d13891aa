/**
 * `npm run test:faults [points]`: kills tabs and browsers at so many random moments of answers (200 without a number),
 * half of them greedy and half sampled. The last line is JSON; fails where anything was lost.
 */

import { setup } from "../global-setup.ts";
import { killAtRandom } from "./kills.ts";

export async function main([points = "200"]: readonly string[]): Promise<number> {
  await setup();
  const half = Math.ceil(Number(points) / 2);
  const each = { points: half, browserEvery: 5, continueEvery: 2, log: (line: string) => console.log(line) };
  const greedy = await killAtRandom({ ...each, seed: 1, temperature: 0 });
  const sampled = await killAtRandom({ ...each, seed: 2, temperature: 0.8 });
  console.log(JSON.stringify({ greedy, sampled }));
  return greedy.faults.length + sampled.faults.length === 0 ? 0 : 1;
}
