/**
 * How many tokens of a prompt are read at once: as many as fit a tenth of a second on this device, so that a stop, the
 * progress and the page's own drawing wait no longer; the larger the pieces, the less they cost together.
 *
 * Nothing is tried out beforehand. The first prompt begins with a small piece, and each piece tells the size of the next.
 */

const TARGET_MS = 100;

/** Below this a piece costs hardly less; above it, hardly less a token. */
const LEAST = 16;
const MOST = 512;

export class PrefillPace {
  #size = 2 * LEAST;

  /** The next piece of at most `left` tokens. */
  next(left: number): number {
    return Math.min(this.#size, left);
  }

  /** Powers of two: few sizes, so that a GPU prepares few kernels. */
  read(tokens: number, ms: number): void {
    if (tokens < LEAST) return;
    const fitting = 2 ** Math.floor(Math.log2((TARGET_MS * tokens) / Math.max(ms, 0.1)));
    this.#size = Math.max(LEAST, Math.min(MOST, fitting, 2 * this.#size));
  }
}
