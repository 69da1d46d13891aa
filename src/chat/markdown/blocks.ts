/**
 * A text in Markdown as blocks. While it is still being written only its end is parsed again: what stands before the last
 * two blocks cannot change any more. Knows nothing of how a block looks.
 */

import { Marked, type MarkedToken } from "marked";
import { blockFormula, type Formula, lineFormula } from "./math-syntax.ts";
import { healed } from "./unfinished.ts";

export type Token = MarkedToken | Formula;

const marked = new Marked({ gfm: true, extensions: [blockFormula, lineFormula] } as never);

/** The blocks of a whole text; joined, their `raw` is the text. */
export function blocksOf(text: string): Token[] {
  return marked.lexer(text) as Token[];
}

/** The blocks of a growing text. Ask with each longer version; equal blocks are the same objects. */
export class GrowingBlocks {
  #text = "";
  #settled: Token[] = [];

  of(text: string): Token[] {
    if (!text.startsWith(this.#text)) this.#settled = [];
    const from = length(this.#settled);
    const tail = blocksOf(text.slice(from));
    const shown = blocksOf(healed(text.slice(from)));
    // A block that may still change its kind (a paragraph into a table, a list into a looser one) is one of the last two.
    const contents = tail.flatMap(({ type }, index) => (type === "space" ? [] : [index]));
    const certain = tail.slice(0, contents.at(-2) ?? 0);
    const before = this.#settled;
    this.#settled = [...before, ...certain];
    this.#text = text.slice(0, length(this.#settled));
    return [...before, ...certain, ...shown.slice(certain.length)];
  }
}

function length(tokens: readonly Token[]): number {
  return tokens.reduce((sum, { raw }) => sum + raw.length, 0);
}
