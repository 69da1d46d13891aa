/** Turns what an installation does into what the page is told: at most ten times a second, with speed and time left. */

import type { InstallPhase, InstallProgress } from "../contract/library-api.ts";

const EMIT_MS = 100;
/** Speeds are means over this long, so that the time left does not jump. */
const WINDOW_MS = 5000;

interface Sample {
  readonly at: number;
  readonly fetchedBytes: number;
  readonly doneBytes: number;
}

export interface Progress {
  setId(id: string): void;
  setPhase(phase: InstallPhase): void;
  /** Of what is kept. */
  setDone(doneBytes: number, totalBytes: number): void;
  addFetched(bytes: number): void;
  setWait(message: string | null): void;
  fetchedBytes(): number;
  /** Emits what stands, whenever the last emission was. */
  flush(): void;
}

/** `now` in milliseconds. */
export function trackProgress(emit: (progress: InstallProgress) => void, now: () => number): Progress {
  let id = "";
  let phase: InstallPhase = "prepare";
  let message: string | null = null;
  let doneBytes = 0;
  let totalBytes = 0;
  let fetchedBytes = 0;
  let emittedAt = Number.NEGATIVE_INFINITY;
  const samples: Sample[] = [{ at: now(), fetchedBytes: 0, doneBytes: 0 }];

  function flush(): void {
    const at = now();
    emittedAt = at;
    samples.push({ at, fetchedBytes, doneBytes });
    while (samples.length > 2 && samples[1]!.at <= at - WINDOW_MS) samples.shift();
    const oldest = samples[0]!;
    const seconds = (at - oldest.at) / 1000;
    const rate = (bytes: number) => (seconds > 0 ? bytes / seconds : 0);
    const doneRate = rate(doneBytes - oldest.doneBytes);
    emit({
      id,
      phase: message === null ? phase : "wait",
      doneBytes,
      totalBytes,
      fetchedBytes,
      bytesPerSecond: rate(fetchedBytes - oldest.fetchedBytes),
      secondsLeft: doneRate > 0 ? (totalBytes - doneBytes) / doneRate : null,
      message,
    });
  }

  function changed(): void {
    if (now() - emittedAt >= EMIT_MS) flush();
  }

  return {
    setId(value) {
      id = value;
    },
    setPhase(value) {
      phase = value;
      changed();
    },
    setDone(done, total) {
      // What an earlier attempt did is not this one's speed.
      if (totalBytes === 0) samples[0] = { at: now(), fetchedBytes, doneBytes: done };
      doneBytes = done;
      totalBytes = total;
      changed();
    },
    addFetched(bytes) {
      fetchedBytes += bytes;
      changed();
    },
    setWait(value) {
      message = value;
      flush(); // rare, and nobody should wonder why nothing moves
    },
    fetchedBytes: () => fetchedBytes,
    flush,
  };
}
