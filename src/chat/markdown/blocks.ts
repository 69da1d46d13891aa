/**
 * A text in Markdown as blocks. While it is still being written only its end is parsed again: what stands before the last
 * two blocks cannot change any more. Knows nothing of how a block looks.
 */

import { Lexer, Marked, type MarkedToken } from "marked";
import { blockFormula, type Formula, lineFormula } from "./math-syntax.ts";
import { healed } from "./unfinished.ts";

export type Token = MarkedToken | Formula;

const marked = new Marked({ gfm: true, extensions: [blockFormula, lineFormula] } as never);

/** Emphasis and links are looked for in time that grows with the square of a paragraph. */
const LONGEST_PARAGRAPH = 5000;

/** Of quotations and lists in one another. */
const DEEPEST = 32;

/** Reads a hostile text in bounded time and depth: what goes beyond stays as it was written. */
class BoundedLexer extends Lexer {
  #depth = 0;

  override inlineTokens(source: string, tokens: unknown[] = []) {
    if (source.length <= LONGEST_PARAGRAPH) return super.inlineTokens(source, tokens as never);
    tokens.push({ type: "text", raw: source, text: source, escaped: false });
    return tokens as never;
  }

  override blockTokens(source: string, tokens: unknown[] = [], lastParagraphClipped?: boolean) {
    if (this.#depth > DEEPEST) {
      tokens.push({ type: "text", raw: source, text: source, escaped: false });
      return tokens as never;
    }
    this.#depth++;
    const read = super.blockTokens(source, tokens as never, lastParagraphClipped);
    this.#depth--;
    return read as never;
  }
}

/** The blocks of a whole text; joined, their `raw` is the text. */
export function blocksOf(text: string): Token[] {
  return new BoundedLexer(marked.defaults).lex(text) as unknown as Token[];
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
