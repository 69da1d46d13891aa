import { describe, expect, it } from "vitest";
import type { InstallProgress } from "../../../workers/contract/library-api.ts";
import { trackProgress } from "../../../workers/library/progress.ts";

function tracked() {
  const emitted: InstallProgress[] = [];
  let now = 0;
  const progress = trackProgress(
    (value) => emitted.push(value),
    () => now,
  );
  return { progress, emitted, pass: (ms: number) => (now += ms) };
}

describe("progress", () => {
  it("[L49] is told at most ten times a second, and always at the end", () => {
    const { progress, emitted, pass } = tracked();
    for (let done = 0; done <= 1000; done++) {
      progress.setDone(done, 1000);
      pass(2);
    }
    expect(emitted.length).toBeLessThanOrEqual(21);
    progress.flush();
    expect(emitted.at(-1)).toMatchObject({ doneBytes: 1000, totalBytes: 1000 });
  });

  it("[L49] reckons speed and time left from the last seconds, not from what an earlier attempt did", () => {
    const { progress, emitted, pass } = tracked();
    progress.setDone(500, 1000);
    for (let second = 1; second <= 8; second++) {
      pass(1000);
      progress.addFetched(second > 3 ? 40 : 400);
      progress.setDone(500 + second * 10, 1000);
    }
    progress.flush();
    const last = emitted.at(-1)!;
    expect(last.bytesPerSecond).toBeCloseTo(40, 0);
    expect(last.secondsLeft).toBeCloseTo(420 / 10, 5);
  });

  it("[K4] tells the time left once there is something to reckon from, and then near the truth", () => {
    const { progress, emitted, pass } = tracked();
    pass(2000); // looking at headers
    for (let ms = 0; ms <= 60_000; ms += 50) {
      // A slow start, then an even pace that comes in bursts.
      progress.setDone(ms < 300 ? 0 : Math.floor(ms / 400) * 400, 60_000);
      pass(50);
    }
    const told = emitted.map(({ secondsLeft, doneBytes }) => ({ secondsLeft, truth: 60 - doneBytes / 1000 }));
    const known = told.filter(({ secondsLeft }) => secondsLeft !== null);
    expect(told.slice(0, 29).every(({ secondsLeft }) => secondsLeft === null)).toBe(true);
    expect(known.length).toBeGreaterThan(told.length - 40);
    for (const { secondsLeft, truth } of known) expect(Math.abs(secondsLeft! - truth)).toBeLessThan(2 + 0.15 * truth);
  });

  it("[K4] tells none while next to nothing is done", () => {
    const { progress, emitted, pass } = tracked();
    for (let second = 0; second < 10; second++) {
      progress.setDone(second, 60_000);
      pass(1000);
    }
    expect(emitted.every(({ secondsLeft }) => secondsLeft === null)).toBe(true);
  });

  it("[K4] reckons anew after a wait", () => {
    const { progress, emitted, pass } = tracked();
    for (let second = 0; second < 10; second++) {
      progress.setDone(second * 10, 1000);
      pass(1000);
    }
    progress.setWait("The line broke.");
    pass(300_000);
    progress.setWait(null);
    expect(emitted.at(-1)!.secondsLeft).toBeNull();
    for (let second = 0; second < 5; second++) {
      progress.setDone(100 + second * 10, 1000);
      pass(1000);
    }
    progress.flush();
    expect(emitted.at(-1)!.secondsLeft).toBeCloseTo(860 / 10, 5);
  });

  it("[L49] says why it waits, at once", () => {
    const { progress, emitted } = tracked();
    progress.setPhase("fetch");
    progress.setWait("The line broke.");
    expect(emitted.at(-1)).toMatchObject({ phase: "wait", message: "The line broke." });
    progress.setWait(null);
    expect(emitted.at(-1)).toMatchObject({ phase: "fetch", message: null });
  });
});
