/**
 * `npm run test:soak [seconds] [seed]`: two hours of random use without a number. The last line is JSON. While the file
 * named by PAUSE_FILE is there, it waits between two deeds.
 */

import { setup } from "../global-setup.ts";
import { soak } from "./soak.ts";

export async function main([seconds = "7200", seed = "1"]: readonly string[]): Promise<number> {
  await setup();
  const { PAUSE_FILE: pauseFile } = process.env;
  const figures = await soak({
    seconds: Number(seconds),
    seed: Number(seed),
    twoModels: true,
    ...(pauseFile !== undefined && { pauseFile }),
    log: (line) => console.log(line),
  });
  console.log(JSON.stringify(figures));
  return figures.lost.length + figures.troubles.length === 0 ? 0 : 1;
}
