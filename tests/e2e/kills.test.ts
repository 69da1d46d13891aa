import { describe, expect, it } from "vitest";
import { killAtRandom } from "../faults/kills.ts";

describe("a tab, a worker or a browser that is killed in mid-answer", () => {
  it("[X7] leaves all but the last second of the answer, which goes on as if nothing had happened", async () => {
    const run = {
      points: 4,
      seed: 1,
      browserEvery: 3,
      workerEvery: 2,
      continueEvery: 1,
      temperature: 0.8,
      tokenMs: 150,
    };
    const figures = await killAtRandom(run);
    expect(figures).toMatchObject({ wordsLostBeforeLastSecond: 0, faults: [] });
    expect(figures.kills).toEqual({ tab: 1, worker: 2, browser: 1 });
    expect(figures.continuedAsUnbroken).toBe(figures.continued);
  });
});
