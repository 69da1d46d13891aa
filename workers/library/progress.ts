/** Turns what an installation does into what the page is told: at most ten times a second, with speed and time left. */

import type { InstallPhase, InstallProgress } from "../contract/library-api.ts";

const EMIT_MS = 100;
/** The speed of the line is its mean over this long. */
const SPEED_MS = 5000;
/** The time left is reckoned from this long, so that it does not jump, and not before that long. */
const RECKONING_MS = { most: 20_000, least: 3000 };
/** Nor before this share of the whole is done: the first weights are small, and wait for the line. */
const LEAST_SHARE = 0.005;

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
  /** Where what is done began to be counted, or to go on after a wait. */
  let start: Sample | null = null;

  function flush(): void {
    const at = now();
    emittedAt = at;
    samples.push({ at, fetchedBytes, doneBytes });
    while (samples.length > 2 && samples[1]!.at <= at - RECKONING_MS.most) samples.shift();
    const recent = samples.findLast((sample) => sample.at <= at - SPEED_MS) ?? samples[0]!;
    const from = start && (samples.includes(start) ? start : samples[0]!);
    const begun = start !== null && doneBytes - start.doneBytes >= LEAST_SHARE * totalBytes;
    const doneRate = from && begun && at - from.at >= RECKONING_MS.least ? rate("doneBytes", from, at) : 0;
    emit({
      id,
      phase: message === null ? phase : "wait",
      doneBytes,
      totalBytes,
      fetchedBytes,
      bytesPerSecond: rate("fetchedBytes", recent, at),
      secondsLeft: doneRate > 0 ? (totalBytes - doneBytes) / doneRate : null,
      message,
    });
  }

  function countAnew(): void {
    start = { at: now(), fetchedBytes, doneBytes };
    samples.push(start);
  }

  /** Bytes a second since the sample. */
  function rate(what: "fetchedBytes" | "doneBytes", since: Sample, at: number): number {
    const bytes = what === "doneBytes" ? doneBytes - since.doneBytes : fetchedBytes - since.fetchedBytes;
    return at > since.at ? (1000 * bytes) / (at - since.at) : 0;
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
      doneBytes = done;
      totalBytes = total;
      // What an earlier attempt did is not this one's speed.
      if (start === null) countAnew();
      changed();
    },
    addFetched(bytes) {
      fetchedBytes += bytes;
      changed();
    },
    setWait(value) {
      message = value;
      if (value === null && start !== null) countAnew();
      flush(); // rare, and nobody should wonder why nothing moves
    },
    fetchedBytes: () => fetchedBytes,
    flush,
  };
}
