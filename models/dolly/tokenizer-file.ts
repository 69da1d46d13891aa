/**
 * Dolly's tokenizer.json, read strictly: byte-level BPE after Hugging Face's format, with the tokens that Dolly's prompt is
 * made of. What it holds is checked here; turning text into ids is the engine's part.
 */

import { AppError, shown } from "../errors.ts";
import { END, INSTRUCTION, RESPONSE } from "./prompt.ts";

/** With whatever else the file says of it, which the tokenizer takes. */
export interface AddedToken {
  readonly id: number;
  readonly content: string;
  readonly special: boolean;
}

export interface TokenizerFile {
  /** The whole of it, as the tokenizer takes it. */
  readonly json: object;
  readonly added: readonly AddedToken[];
  /** The vocabulary by its ids. */
  readonly tokens: ReadonlyMap<number, string>;
  /** The ids that Dolly's prompt is marked with, by their names in prompt.ts; contents as the file has them. */
  readonly controls: ReadonlyMap<string, AddedToken>;
  readonly endOfText: AddedToken;
}

const END_OF_TEXT = "<|endoftext|>";

/**
 * Byte-level BPE writes each byte as one printable character: printable Latin-1 as itself, every other byte as the next
 * character from U+0100 on, in order of the bytes.
 */
export const byteOfCharacter = new Map<string, number>();
{
  let next = 0x100;
  for (let byte = 0; byte < 256; byte++) {
    const printable = (byte > 0x20 && byte < 0x7f) || (byte > 0xa0 && byte !== 0xad);
    byteOfCharacter.set(String.fromCharCode(printable ? byte : next++), byte);
  }
}

/** UTF-8 never has the others, and neither has Dolly's vocabulary. */
const inText = (byte: number) => byte < 0xc0 || (byte > 0xc1 && byte < 0xf5);

/** Throws `bad-file` where a token that the prompt needs is missing, or an id is not below `vocabSize`. */
export function parseTokenizerFile(value: unknown, vocabSize: number): TokenizerFile {
  const json = objectOf(value);
  const model = objectOf(json?.model);
  const vocab = objectOf(model?.vocab);
  if (!json || !model || !vocab || !Array.isArray(json.added_tokens)) {
    throw bad("does not hold a tokenizer with added_tokens and model.vocab");
  }
  // Answers are put together from the bytes that tokens of this kind stand for; another kind would come out garbled.
  expectType("model.type", model.type, ["BPE"]);
  expectType("pre_tokenizer.type", objectOf(json.pre_tokenizer)?.type, ["ByteLevel"]);
  expectType("normalizer.type", objectOf(json.normalizer)?.type, ["NFC", undefined]);

  const added = json.added_tokens.map((entry: unknown): AddedToken => {
    const token = objectOf(entry);
    const { id, content, special } = token ?? {};
    if (typeof content !== "string" || content === "") throw bad(`has the added token ${shown(content)}`);
    return { ...token, id: idOf(content, id, vocabSize), content, special: special === true };
  });
  const tokens = new Map<number, string>();
  for (const token of Object.keys(vocab)) tokens.set(idOf(token, vocab[token], vocabSize), token);
  for (const [character, byte] of byteOfCharacter) {
    if (inText(byte) && !Object.hasOwn(vocab, character)) throw bad(`has no token for the byte ${byte}`);
  }
  return {
    json,
    added,
    tokens,
    controls: new Map([END, INSTRUCTION, RESPONSE].map((name) => [name, control(added, name)])),
    endOfText: control(added, END_OF_TEXT),
  };
}

function idOf(token: string, id: unknown, vocabSize: number): number {
  if (typeof id !== "number" || !Number.isSafeInteger(id) || id < 0) {
    throw bad(`gives ${shown(token)} the id ${shown(id)}`);
  }
  if (id >= vocabSize) throw bad(`has the token id ${id}, and the model knows ${vocabSize} ids`);
  return id;
}

/**
 * By name, as a prefix: checkpoints retrained with Dolly's own repository have `### Response:\n` where the published ones
 * have `### Response:`.
 */
function control(added: readonly AddedToken[], name: string): AddedToken {
  const token = added.find(({ content }) => content.trimEnd() === name);
  if (!token) throw bad(`lacks the token ${JSON.stringify(name)}, which Dolly's prompt needs`);
  return token;
}

function expectType(where: string, type: unknown, known: readonly unknown[]): void {
  if (!known.includes(type)) throw bad(`has the ${where} ${shown(type)}; only ${shown(known[0])} is read`);
}

function objectOf(value: unknown): Record<string, unknown> | null {
  return typeof value === "object" && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : null;
}

function bad(what: string): AppError {
  return new AppError("bad-file", `tokenizer.json ${what}.`);
}
