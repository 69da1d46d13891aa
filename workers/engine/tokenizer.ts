/**
 * Prompt segments ↔ token ids, after a model's own tokenizer.json.
 *
 * Text can never become a control id: it is encoded by a tokenizer that does not know the special tokens at all.
 */

import { Tokenizer as HuggingFaceTokenizer } from "@huggingface/tokenizers";
import { END, INSTRUCTION, RESPONSE, type Segment } from "../../models/dolly/prompt.ts";
import { AppError } from "../../models/errors.ts";

interface AddedToken {
  readonly id: number;
  readonly content: string;
  readonly special: boolean;
}

const END_OF_TEXT = "<|endoftext|>";

export class Tokenizer {
  /** Ids that end an answer: `### End`, and `<|endoftext|>`, which training also ends texts with. */
  readonly endIds: ReadonlySet<number>;
  readonly #text: HuggingFaceTokenizer;
  readonly #controls: ReadonlyMap<string, AddedToken>;
  readonly #tokens: ReadonlyMap<number, string>;
  readonly #added: ReadonlyMap<number, AddedToken>;

  /** Throws `bad-file` where a token that Dolly's prompt needs is missing, or an id is not below `vocab`. */
  constructor(tokenizerJson: unknown, tokenizerConfig: unknown, vocab: number) {
    const json = tokenizerJson as { added_tokens?: AddedToken[]; model?: { vocab?: Record<string, number> } };
    const added = json?.added_tokens;
    const modelVocab = json?.model?.vocab;
    if (!Array.isArray(added) || typeof modelVocab !== "object" || modelVocab === null) {
      throw new AppError("bad-file", "tokenizer.json does not hold a tokenizer with added_tokens and model.vocab.");
    }
    const text = added.filter((token) => !token.special);
    this.#text = new HuggingFaceTokenizer({ ...json, added_tokens: text }, tokenizerConfig as object);
    this.#added = new Map(added.map((token) => [token.id, token]));
    this.#tokens = new Map(Object.entries(modelVocab).map(([token, id]) => [id, token]));
    const outside = [...this.#tokens.keys(), ...this.#added.keys()].find((id) => id >= vocab);
    if (outside !== undefined) {
      throw new AppError("bad-file", `tokenizer.json has the token id ${outside}, and the model knows ${vocab} ids.`);
    }
    this.#controls = new Map([END, INSTRUCTION, RESPONSE].map((name) => [name, control(added, name)]));
    this.endIds = new Set([this.#controls.get(END)!.id, control(added, END_OF_TEXT).id]);
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
}

/**
 * By name, as a prefix: checkpoints retrained with Dolly's own repository have `### Response:\n` where the published ones
 * have `### Response:`.
 */
function control(added: readonly AddedToken[], name: string): AddedToken {
  const token = added.find(({ content }) => content.trimEnd() === name);
  if (!token)
    throw new AppError(
      "bad-file",
      `tokenizer.json lacks the token ${JSON.stringify(name)}, which Dolly's prompt needs.`,
    );
  return token;
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
