/**
 * Keys and values of what every prompt begins with, kept beside an installed model's files: the first answer after a load
 * then reads only what follows. Only of the processor's engine, whose keys and values are the same to the last bit whatever
 * computes them.
 *
 * The file is a line of JSON, then the bytes. It holds nothing that anybody wrote, and may be lost at any time.
 */

import { sha256 } from "../../models/exporter/sha256.ts";
import type { ModelFolder } from "../storage.ts";
import type { Decoder } from "./decode.ts";
import type { Session } from "./session.ts";

const NAME = "opening.kv";
const LINE_END = 10;

interface Header {
  /** Device, engine and weights, as `setupName` has them. */
  readonly setup: string;
  readonly ids: readonly number[];
  /** When each file of the weights was changed last. */
  readonly changed: readonly number[];
  readonly sha256: string;
}

export interface OpeningPlace {
  readonly folder: ModelFolder;
  readonly setup: string;
  /** What every prompt begins with. */
  readonly ids: readonly number[];
  /** Paths of the files whose weights the keys and values come of. */
  readonly weights: readonly string[];
}

export class Opening {
  readonly #place: OpeningPlace;
  readonly #found: Promise<Uint8Array | null>;
  #kept = false;

  /** Begins to read the file. */
  constructor(place: OpeningPlace) {
    this.#place = place;
    this.#found = read(place).catch(() => null); // it only saves time
  }

  /** Before the first answer: has the decoder know what an earlier load has kept. */
  async giveTo(decoder: Decoder, session: Session): Promise<void> {
    const bytes = await this.#found;
    const { ids } = this.#place;
    const range = bytes && session.rangeOf(bytes, ids.length);
    if (!range) return;
    decoder.know(ids, range);
    this.#kept = true;
  }

  /** After an answer, whose prompt the session holds: keeps its beginning, once. */
  async keep(session: Session): Promise<void> {
    const { length } = this.#place.ids;
    if (this.#kept || session.position < length) return;
    this.#kept = true;
    const range = await session.save(0, length);
    if (range?.copy) await write(this.#place, range.copy).catch(() => {}); // the disk is full, or the model on its way out
  }
}

/** Null where there is none, or one that is damaged, of another setup, or of weights before they were changed. */
async function read(place: OpeningPlace): Promise<Uint8Array | null> {
  const file = await place.folder.file(NAME);
  if (!file) return null;
  const all = new Uint8Array(await file.arrayBuffer());
  const end = all.indexOf(LINE_END);
  const bytes = all.subarray(end + 1);
  return new TextDecoder().decode(all.subarray(0, end)) === (await headerOf(place, bytes)) ? bytes : null;
}

async function headerOf({ folder, setup, ids, weights }: OpeningPlace, bytes: Uint8Array): Promise<string> {
  const files = await Promise.all(weights.map((path) => folder.file(path)));
  const changed = files.map((file) => file?.lastModified ?? 0);
  return JSON.stringify({ setup, ids, changed, sha256: await sha256(bytes) } satisfies Header);
}

async function write(place: OpeningPlace, bytes: Uint8Array): Promise<void> {
  const header = await headerOf(place, bytes);
  const sink = await place.folder.create(NAME);
  try {
    await sink.write(new TextEncoder().encode(`${header}\n`));
    await sink.write(bytes);
    await sink.close();
  } catch (error) {
    await sink.abort();
    throw error;
  }
}
