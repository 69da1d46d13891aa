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
    expect(last.secondsLeft).toBeCloseTo(420 / 12, 0);
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
