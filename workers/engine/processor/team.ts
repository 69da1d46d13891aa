/**
 * Threads that run the same program over one memory: each takes the next piece of work that nobody has, and all wait for
 * each other between one kind of work and the next. Whoever takes a piece, it comes to the same.
 *
 * Between jobs and at long waits a thread sleeps; a short while it looks by itself, because waking takes longer than most
 * waits last.
 */

import { AppError } from "../../../models/errors.ts";

/** The first bytes of the memory: words that the threads agree by. */
export const CONTROL_BYTES = 64;
const ARRIVED = 0;
const PHASE = 1;
const NEXT = 2;
const JOB = 3;
const FAILED = 4;
const PROGRAM = 5;
/** What the program is given; as many words as it wants. */
const GIVEN = 6;

/** About a tenth of a millisecond. */
const LOOKS = 20_000;

export type Job = ForwardJob | LoadJob;

export interface ForwardJob {
  /** `prepare`: through the first layer only, so that the browser compiles the kernels for speed before they are needed. */
  readonly program: "forward" | "prepare";
  /** Positions to read, from `start` on. */
  readonly rows: number;
  readonly start: number;
  /** Of so many of them, the last ones, logits are wanted. */
  readonly keep: number;
}

/** Brings the weights into memory. */
export interface LoadJob {
  readonly program: "load";
}

const programs = ["forward", "prepare", "load"] as const;

export class Team {
  readonly index: number;
  readonly size: number;
  readonly #words: Int32Array;
  #job = 0;

  /** Of one thread, the memory need not be shared. */
  constructor(memory: WebAssembly.Memory, index: number, size: number) {
    this.index = index;
    this.size = size;
    // An unshared memory's array is lost when it grows, and one thread has nobody to agree with.
    this.#words = size === 1 ? new Int32Array(CONTROL_BYTES / 4) : new Int32Array(memory.buffer, 0, CONTROL_BYTES / 4);
  }

  /** The number of the next piece of work. */
  next(): number {
    return this.size === 1 ? this.#words[NEXT]!++ : Atomics.add(this.#words, NEXT, 1);
  }

  /** Waits until all threads are here; work is then counted from 0 again. Throws `worker-died` where one has failed. */
  meet(): void {
    const words = this.#words;
    if (this.size === 1) {
      words[NEXT] = 0;
      return;
    }
    const phase = Atomics.load(words, PHASE);
    this.#check();
    if (Atomics.add(words, ARRIVED, 1) === this.size - 1) {
      Atomics.store(words, ARRIVED, 0);
      Atomics.store(words, NEXT, 0);
      Atomics.add(words, PHASE, 1);
      Atomics.notify(words, PHASE);
    } else {
      this.#await(PHASE, phase);
    }
    this.#check();
  }

  #check(): void {
    if (Atomics.load(this.#words, FAILED) === 0) return;
    throw new AppError("worker-died", "The engine broke off: another of its threads failed.");
  }

  /** Has all threads begin a job. */
  begin(job: Job): void {
    this.#words[PROGRAM] = programs.indexOf(job.program);
    if (job.program !== "load") this.#words.set([job.rows, job.start, job.keep], GIVEN);
    if (this.size === 1) return;
    Atomics.add(this.#words, JOB, 1);
    Atomics.notify(this.#words, JOB);
  }

  /** Waits for the next job. */
  wait(): Job {
    this.#await(JOB, this.#job);
    this.#job = Atomics.load(this.#words, JOB);
    const program = programs[this.#words[PROGRAM]!]!;
    const [first, second, third] = this.#words.subarray(GIVEN) as unknown as [number, number, number];
    return program === "load" ? { program } : { program, rows: first, start: second, keep: third };
  }

  /** Lets the others go on, and fail too. */
  fail(): void {
    Atomics.store(this.#words, FAILED, 1);
    Atomics.add(this.#words, PHASE, 1);
    Atomics.notify(this.#words, PHASE);
  }

  /** Until a word is no longer `value`. */
  #await(word: number, value: number): void {
    for (let look = 0; look < LOOKS; look++) if (Atomics.load(this.#words, word) !== value) return;
    while (Atomics.load(this.#words, word) === value) Atomics.wait(this.#words, word, value);
  }
}
