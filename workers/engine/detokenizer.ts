/**
 * Token ids → text as it may be shown: whole characters only, and no whitespace before it is known that text follows,
 * since the model writes an empty line before its end token. Leading and trailing whitespace of the answer is dropped.
 */
export class Detokenizer {
  readonly #bytesOf: (id: number) => Uint8Array;
  readonly #decoder = new TextDecoder("utf-8", { ignoreBOM: true });
  #held = "";
  #started = false;

  constructor(bytesOf: (id: number) => Uint8Array) {
    this.#bytesOf = bytesOf;
  }

  /** The text that can be shown now that `id` has come; often empty. */
  push(id: number): string {
    return this.#release(this.#decoder.decode(this.#bytesOf(id), { stream: true }));
  }

  /** The rest, once no more ids come: bytes of an unfinished character become U+FFFD. */
  finish(): string {
    return this.#release(this.#decoder.decode());
  }

  #release(text: string): string {
    const all = this.#held + text;
    const visible = all.trimEnd();
    this.#held = all.slice(visible.length);
    if (!visible) return "";
    const shown = this.#started ? visible : visible.trimStart();
    this.#started = true;
    return shown;
  }
}
