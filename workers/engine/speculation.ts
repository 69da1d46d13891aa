/**
 * How many drafted ids are worth checking, from what checking costs on this device and how often drafts were right.
 *
 * A run of one id makes one token. A run of one id and k drafted ones takes longer and makes one token more for every
 * draft that the model agrees with, up to the first it does not. Whatever the estimates say, time lost on drafts is kept
 * under a hundredth of all time and a few tokens' time: an answer that copies nothing is hardly slowed.
 */

/** Ids in one run: few sizes, so that a GPU prepares few kernels, and each is measured often. */
const RUN_SIZES = [2, 4, 8, 16] as const;

export const LONGEST_DRAFT = RUN_SIZES.at(-1)! - 1;

const LOSS_SHARE = 1 / 100;
/** What may be lost before anything was won, and won before it counts no more, in times of one token. */
const CREDIT_TOKENS = 2;
const SURPLUS_TOKENS = 8;

/** A run's time is the median of so many last ones of its size: one that the machine was busy in does not count. */
const REMEMBERED_RUNS = 5;

/** After so many runs with drafts one without is due: machines change their speed, and all is reckoned by its time. */
const RUNS_BETWEEN_PLAIN = 8;

/** Weight of the newest draft in how often they are right. */
const NEWEST = 0.1;

/** Before any is measured: a run of n ids takes 1 + (n - 1) / 8 times as long as one of one id. */
const EXPECTED_SLOPE = 1 / 8;

/** How often an id is right after one, two, three… matching ids, before any was tried. */
const EXPECTED_ACCEPTANCE = [0.3, 0.5, 0.7, 0.8] as const;

const MOST_ACCEPTANCE = 0.98;

export class Speculation {
  /** By how many ids were run: the last times, the newest last. */
  readonly #runs = new Map<number, number[]>();
  readonly #acceptance: number[] = [...EXPECTED_ACCEPTANCE];
  #totalMs = 0;
  #lostMs = 0;
  #runsSincePlain = 0;

  /** How many ids of a draft of `available` ids to check, 0 for none; `matched` as the draft says. */
  length(available: number, matched: number): number {
    const one = this.#runMs(1);
    if (one === null || this.#runsSincePlain >= RUNS_BETWEEN_PLAIN) return 0;
    const acceptance = this.#acceptance[this.#grade(matched)]!;
    const mostMs = CREDIT_TOKENS * one + LOSS_SHARE * this.#totalMs - this.#lostMs;
    let best = 0;
    let bestRate = 1 / one;
    let slope = EXPECTED_SLOPE * one;
    for (const size of RUN_SIZES) {
      if (size - 1 > available) break;
      const measured = this.#runMs(size);
      if (measured !== null && measured < one) return 0; // the machine has become faster since `one` was measured
      if (measured !== null) slope = (measured - one) / (size - 1);
      const ms = one + slope * (size - 1);
      const tokens = (1 - acceptance ** size) / (1 - acceptance);
      if (tokens / ms > bestRate && ms - one <= mostMs) {
        best = size - 1;
        bestRate = tokens / ms;
      }
      if (measured === null) break; // what this one costs says first whether larger ones can pay
    }
    return best;
  }

  /** After each run: how many ids were drafted, how many of those accepted, and how long it took. */
  ran(drafted: number, accepted: number, matched: number, ms: number): void {
    const size = drafted + 1;
    this.#runsSincePlain = drafted === 0 ? 0 : this.#runsSincePlain + 1;
    const one = this.#runMs(1);
    const runs = this.#runs.get(size);
    if (runs) {
      runs.push(ms);
      if (runs.length > REMEMBERED_RUNS) runs.shift();
    } else {
      this.#runs.set(size, []); // the first may have prepared kernels for all that follow, and tells nothing
    }
    this.#totalMs += ms;
    if (drafted === 0 || one === null) return;

    const lost = Math.min(ms, size * one) - (accepted + 1) * one;
    this.#lostMs = Math.max(this.#lostMs + lost, -SURPLUS_TOKENS * one);
    const grade = this.#grade(matched);
    for (let at = 0; at < Math.min(drafted, accepted + 1); at++) {
      const before = this.#acceptance[grade]!;
      // Never 1: no copy is sure to go on, and the sum in `length` divides by what is left.
      this.#acceptance[grade] = Math.min(MOST_ACCEPTANCE, before + NEWEST * ((at < accepted ? 1 : 0) - before));
    }
  }

  #grade(matched: number): number {
    return Math.min(matched, this.#acceptance.length) - 1;
  }

  #runMs(size: number): number | null {
    const runs = this.#runs.get(size);
    return runs?.length ? runs.toSorted((a, b) => a - b)[runs.length >> 1]! : null;
  }
}
