/**
 * Prompt segments ↔ token ids, after a model's own tokenizer.json.
 *
 * Text can never become a control id: it is encoded by a tokenizer that does not know the special tokens at all.
 */

import { Tokenizer as HuggingFaceTokenizer } from "@huggingface/tokenizers";
import { END, type Segment } from "../../models/dolly/prompt.ts";
import { type AddedToken, byteOfCharacter, parseTokenizerFile } from "../../models/dolly/tokenizer-file.ts";
import { AppError } from "../../models/errors.ts";

/** Two or three are an exchange's. */
const REMEMBERED_TEXTS = 1024;

/** A longer text fits no window and is only counted, by samples: of a megabyte all would take seconds with every key. */
const LONGEST_TEXT_CHARS = 100_000;
const SAMPLES = 20;
const SAMPLE_CHARS = 1000;

export class Tokenizer {
  /** Ids that end an answer: `### End`, and `<|endoftext|>`, which training also ends texts with. */
  readonly endIds: ReadonlySet<number>;
  readonly #text: HuggingFaceTokenizer;
  /** Texts encoded last, the oldest first: a conversation's earlier texts come again with every request. */
  readonly #remembered = new Map<string, readonly number[]>();
  readonly #controls: ReadonlyMap<string, AddedToken>;
  readonly #tokens: ReadonlyMap<number, string>;
  readonly #added: ReadonlyMap<number, AddedToken>;

  /** Throws `bad-file` where a token that Dolly's prompt needs is missing, or an id is not below `vocab`. */
  constructor(tokenizerJson: unknown, tokenizerConfig: unknown, vocab: number) {
    const { json, added, tokens, controls, endOfText } = parseTokenizerFile(tokenizerJson, vocab);
    const plain = { ...json, added_tokens: added.filter(({ special }) => !special) };
    this.#text = sound(() => new HuggingFaceTokenizer(plain, tokenizerConfig as object));
    this.#added = new Map(added.map((token) => [token.id, token]));
    this.#tokens = tokens;
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
        if (text) for (const id of this.encodeText(text)) ids.push(id); // too many to be arguments
        swallow = "";
      }
    }
    return ids;
  }

  /** Ids of plain text; whatever it says, no control id is among them. */
  encodeText(text: string): readonly number[] {
    if (text.length > LONGEST_TEXT_CHARS) return this.#sampled(text);
    const ids = this.#remembered.get(text) ?? this.#text.encode(text, { add_special_tokens: false }).ids;
    this.#remembered.delete(text);
    this.#remembered.set(text, ids);
    const [oldest = ""] = this.#remembered.keys();
    if (this.#remembered.size > REMEMBERED_TEXTS) this.#remembered.delete(oldest);
    return ids;
  }

  /** About as many ids as the text has, and some of them. */
  #sampled(text: string): number[] {
    const step = Math.floor(text.length / SAMPLES);
    const samples = Array.from({ length: SAMPLES }, (_, at) => text.slice(at * step, at * step + SAMPLE_CHARS));
    const ids = samples.flatMap((sample) => this.#text.encode(sample, { add_special_tokens: false }).ids);
    const count = Math.round((ids.length * text.length) / (SAMPLES * SAMPLE_CHARS));
    return Array.from({ length: count }, (_, at) => ids[at % ids.length]!);
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

/** The package checks nothing of what it is given, and trips over what it did not expect. */
function sound<T>(work: () => T): T {
  try {
    return work();
  } catch (cause) {
    throw damaged(cause);
  }
}

function damaged(cause?: unknown): AppError {
  const message = "tokenizer.json or tokenizer_config.json is damaged: text cannot be turned into tokens with it.";
  return new AppError("bad-file", message, { cause });
}

function byteLevelBytes(token: string): Uint8Array {
  return Uint8Array.from(token, (character) => byteOfCharacter.get(character) ?? 0x3f);
}
