/**
 * How many tokens of a prompt are read at once: as many as fit a tenth of a second on this device, so that a stop, the
 * progress and the page's own drawing wait no longer; the larger the pieces, the less they cost together.
 *
 * Nothing is tried out beforehand. The first prompt begins with a small piece, or with what an earlier load had found, and
 * each piece tells the size of the next.
 */

const TARGET_MS = 100;

/** Below this a piece costs hardly less; above it, hardly less a token. */
const LEAST = 16;
const MOST = 512;

export class PrefillPace {
  #size: number;
  readonly #tried = new Set<number>();

  constructor(size = 2 * LEAST) {
    this.#size = within(size);
  }

  /** Tokens of a whole piece. */
  get size(): number {
    return this.#size;
  }

  /** The next piece of at most `left` tokens. */
  next(left: number): number {
    return Math.min(this.#size, left);
  }

  /** Powers of two: few sizes, so that a GPU prepares few kernels. */
  read(tokens: number, ms: number): void {
    if (tokens < LEAST) return;
    const fitting = within((TARGET_MS * tokens) / Math.max(ms, 0.1));
    // While a GPU prepares the kernels of a size, that size looks slower than it is.
    const first = !this.#tried.has(tokens);
    this.#tried.add(tokens);
    if (first && fitting < this.#size) return;
    this.#size = Math.min(fitting, 2 * this.#size);
  }
}

/** The largest power of two up to `size` between the least and the most. */
function within(size: number): number {
  return 2 ** Math.floor(Math.log2(Math.max(LEAST, Math.min(MOST, size))));
}
