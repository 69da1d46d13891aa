/**
 * Tells a worker that has fallen silent from one that takes long. Time is counted in ticks of the waiting side's own timer,
 * not by the clock: a page that was frozen, or a clock that was set, makes no worker look dead.
 *
 * A worker may compute for long without a word, a large model on a slow device for a minute a token; how long is known
 * from what it did before.
 */

export const TICK_MS = 5000;
/** Until it has said something after its longest work so far, which is its start. */
const FIRST_LIMIT = 60;
const LEAST_LIMIT = 12;
/** Times the longest silence so far. */
const PATIENCE = 8;

export class Silence {
  #ticks = 0;
  #longest = 0;
  #settled = false;

  /** A sign of life. `settled`: it has finished something. */
  heard(settled: boolean): void {
    this.#longest = Math.max(this.#longest, this.#ticks);
    this.#settled ||= settled;
    this.#ticks = 0;
  }

  /** Nothing is asked of it. */
  rest(): void {
    this.#ticks = 0;
  }

  /** Once every TICK_MS while something is asked of it; true when it has been silent for too long. */
  tick(): boolean {
    const limit = this.#settled ? Math.max(LEAST_LIMIT, PATIENCE * this.#longest) : FIRST_LIMIT;
    return ++this.#ticks > limit;
  }
}
