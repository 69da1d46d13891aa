interface Waiting {
  readonly party: string;
  start(): void;
  onWait(ahead: number): void;
}

/**
 * Who comes next where one at a time can be served: the party that was served longest ago, and of one party the first to
 * come. A tab that asks again and again keeps no other waiting for more than one answer.
 */
export class Turns {
  #busy = false;
  #waiting: Waiting[] = [];
  /** The parties that were served, latest last. */
  #served: string[] = [];

  /**
   * Resolves when it is the caller's turn, with what ends it. Rejects with the signal's reason when that comes first.
   * `onWait` is told how many come before, whenever others come or go.
   */
  take(party: string, signal: AbortSignal, onWait: (ahead: number) => void = () => {}): Promise<() => void> {
    return new Promise((resolve, reject) => {
      if (signal.aborted) return reject(signal.reason);
      const waiting: Waiting = {
        party,
        onWait,
        start: () => {
          signal.removeEventListener("abort", leave);
          this.#busy = true;
          this.#served = [...this.#served.filter((each) => each !== party), party];
          resolve(() => this.#end());
        },
      };
      const leave = () => {
        this.#waiting = this.#waiting.filter((each) => each !== waiting);
        this.#tell();
        reject(signal.reason);
      };
      signal.addEventListener("abort", leave, { once: true });
      this.#waiting.push(waiting);
      this.#next();
    });
  }

  #end(): void {
    this.#busy = false;
    this.#next();
  }

  #next(): void {
    if (!this.#busy) {
      const [next, ...others] = this.#inOrder();
      this.#waiting = others;
      next?.start();
    }
    this.#tell();
  }

  #tell(): void {
    for (const [before, { onWait }] of this.#inOrder().entries()) onWait(before + 1);
  }

  #inOrder(): Waiting[] {
    const rank = ({ party }: Waiting) => this.#served.indexOf(party);
    return this.#waiting.toSorted((a, b) => rank(a) - rank(b));
  }
}
