/**
 * Prompt segments ↔ token ids, after a model's own tokenizer.json.
 *
 * Text can never become a control id: it is encoded by a tokenizer that does not know the special tokens at all.
 */

import { Tokenizer as HuggingFaceTokenizer } from "@huggingface/tokenizers";
import { END, type Segment } from "../../models/dolly/prompt.ts";
import { type AddedToken, parseTokenizerFile } from "../../models/dolly/tokenizer-file.ts";
import { AppError } from "../../models/errors.ts";

export class Tokenizer {
  /** Ids that end an answer: `### End`, and `<|endoftext|>`, which training also ends texts with. */
  readonly endIds: ReadonlySet<number>;
  readonly #text: HuggingFaceTokenizer;
  readonly #controls: ReadonlyMap<string, AddedToken>;
  readonly #tokens: ReadonlyMap<number, string>;
  readonly #added: ReadonlyMap<number, AddedToken>;

  /** Throws `bad-file` where a token that Dolly's prompt needs is missing, or an id is not below `vocab`. */
  constructor(tokenizerJson: unknown, tokenizerConfig: unknown, vocab: number) {
    const { json, added, vocab: tokens, controls, endOfText } = parseTokenizerFile(tokenizerJson, vocab);
    this.#text = plainTokenizer({ ...json, added_tokens: added.filter(({ special }) => !special) }, tokenizerConfig);
    this.#added = new Map(added.map((token) => [token.id, token]));
    this.#tokens = new Map(Array.from(tokens, ([token, id]) => [id, token]));
    this.#controls = controls;
    this.endIds = new Set([controls.get(END)!.id, endOfText.id]);
  }

  encode(segments: readonly Segment[]): number[] {
    const ids: number[] = [];
    let swallow = "";
    for (const segment of segments) {
      if ("control" in segment) {
        const token = this.#controls.get(segment.control)!;
        ids.push(token.id);
        swallow = token.content.slice(segment.control.length);
      } else {
        const text = segment.text.startsWith(swallow) ? segment.text.slice(swallow.length) : segment.text;
        if (text) ids.push(...this.encodeText(text));
        swallow = "";
      }
    }
    return ids;
  }

  /** Ids of plain text; whatever it says, no control id is among them. */
  encodeText(text: string): number[] {
    return this.#text.encode(text, { add_special_tokens: false }).ids;
  }

  /** The bytes a token stands for; none for control tokens and for ids the tokenizer has no token for. */
  bytesOf(id: number): Uint8Array {
    const added = this.#added.get(id);
    if (added) return added.special ? new Uint8Array() : new TextEncoder().encode(added.content);
    const token = this.#tokens.get(id);
    return token === undefined ? new Uint8Array() : byteLevelBytes(token);
  }

  /** What a token says by itself; control tokens say their name, and U+FFFD stands for part of a character. */
  textOf(id: number): string {
    return this.#added.get(id)?.content ?? new TextDecoder().decode(this.bytesOf(id));
  }
}

/** The package checks nothing of what it is given. */
function plainTokenizer(json: object, config: unknown): HuggingFaceTokenizer {
  try {
    const tokenizer = new HuggingFaceTokenizer(json, config as object);
    tokenizer.encode("What is it?", { add_special_tokens: false });
    return tokenizer;
  } catch (cause) {
    throw new AppError("bad-file", "tokenizer.json or tokenizer_config.json is damaged: no text can be encoded.", {
      cause,
    });
  }
}

/**
 * Byte-level BPE writes each byte as one printable character: printable Latin-1 as itself, every other byte as the next
 * character from U+0100 on, in order of the bytes.
 */
const byteOfCharacter = new Map<string, number>();
{
  let next = 0x100;
  for (let byte = 0; byte < 256; byte++) {
    const printable = (byte > 0x20 && byte < 0x7f) || (byte > 0xa0 && byte !== 0xad);
    byteOfCharacter.set(String.fromCharCode(printable ? byte : next++), byte);
  }
}

function byteLevelBytes(token: string): Uint8Array {
  return Uint8Array.from(token, (character) => byteOfCharacter.get(character) ?? 0x3f);
}
