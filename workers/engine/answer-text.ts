/** The answer on its way to the page: ids become text and records, which are pushed at most once a frame. */

import type { Call } from "../contract/call.ts";
import type { GenerateProgress, TokenCandidate, TokenRecord } from "../contract/engine-api.ts";
import type { Candidate } from "./candidates.ts";
import type { Chances } from "./decode.ts";
import { Detokenizer } from "./detokenizer.ts";
import type { Tokenizer } from "./tokenizer.ts";

const FRAME_MS = 16;

export class AnswerText {
  readonly ids: number[] = [];
  text = "";
  readonly #tokenizer: Tokenizer;
  readonly #call: Call<GenerateProgress>;
  readonly #detokenizer: Detokenizer;
  readonly #recording: boolean;
  #unsentText = "";
  #sentIds = 0;
  #unsentRecords: TokenRecord[] = [];
  #sentAt = 0;

  constructor(tokenizer: Tokenizer, recording: boolean, call: Call<GenerateProgress>) {
    this.#tokenizer = tokenizer;
    this.#recording = recording;
    this.#call = call;
    this.#detokenizer = new Detokenizer((id) => tokenizer.bytesOf(id));
  }

  /** How the answer begins, before any token is chosen. */
  begin(ids: readonly number[]): void {
    for (const id of ids) this.#append(id);
    this.#send();
  }

  add(id: number, chances: Chances | null): void {
    this.#append(id);
    if (chances) this.#unsentRecords.push(recordOf(this.#tokenizer, id, chances));
    if (performance.now() - this.#sentAt >= FRAME_MS) this.#send();
  }

  /** Sends the rest, once no more ids come. */
  finish(): void {
    this.#show(this.#detokenizer.finish());
    this.#send();
  }

  #append(id: number): void {
    this.ids.push(id);
    this.#show(this.#detokenizer.push(id));
  }

  #show(piece: string): void {
    this.text += piece;
    this.#unsentText += piece;
  }

  #send(): void {
    if (this.#sentIds === this.ids.length && this.#unsentText === "") return;
    const ids = this.ids.slice(this.#sentIds);
    const records = this.#recording ? { records: this.#unsentRecords } : {};
    this.#call.emit({ phase: "writing", text: this.#unsentText, tokens: this.ids.length, ids, ...records });
    this.#sentIds = this.ids.length;
    this.#unsentText = "";
    this.#unsentRecords = [];
    this.#sentAt = performance.now();
  }
}

/** What the page is told of a token. */
export function recordOf(tokenizer: Tokenizer, id: number, { probability, alternatives }: Chances): TokenRecord {
  const named = (candidate: Candidate): TokenCandidate => ({ ...candidate, text: tokenizer.textOf(candidate.id) });
  return { ...named({ id, probability }), alternatives: alternatives.map(named) };
}
