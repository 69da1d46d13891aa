/**
 * Who comes next where one at a time can be served: the party that was served longest ago, and of one party the first to
 * come. A tab that asks again and again keeps no other waiting for more than one answer.
 */
export class Turns {
  #busy = false;
  readonly #waiting: { readonly party: string; readonly start: () => void }[] = [];
  /** The parties that were served, latest last. */
  #served: string[] = [];

  /** Resolves when it is the caller's turn, with what ends it. Rejects with the signal's reason when that comes first. */
  take(party: string, signal: AbortSignal): Promise<() => void> {
    return new Promise((resolve, reject) => {
      if (signal.aborted) return reject(signal.reason);
      const waiting = {
        party,
        start: () => {
          signal.removeEventListener("abort", leave);
          this.#busy = true;
          this.#served = [...this.#served.filter((each) => each !== party), party];
          resolve(() => this.#end());
        },
      };
      const leave = () => {
        this.#waiting.splice(this.#waiting.indexOf(waiting), 1);
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
    if (this.#busy) return;
    const rank = ({ party }: { readonly party: string }) => this.#served.indexOf(party);
    const next = this.#waiting.toSorted((a, b) => rank(a) - rank(b))[0];
    if (!next) return;
    this.#waiting.splice(this.#waiting.indexOf(next), 1);
    next.start();
  }
}
