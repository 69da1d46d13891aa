/**
 * Keys and values of what every prompt begins with, kept beside an installed model's files: the first answer after a load
 * then reads only what follows. Only of the processor's engine, whose keys and values are the same to the last bit whatever
 * computes them.
 *
 * The file is a line of JSON, then the bytes. It holds nothing that anybody wrote, and may be lost at any time.
 */

import { sha256 } from "../../models/exporter/sha256.ts";
import type { Manifest } from "../../models/manifest.ts";
import { type ModelFolder, OPENING_NAME } from "../storage.ts";
import type { Decoder } from "./decode.ts";
import type { Session } from "./session.ts";

const LINE_END = 10;

interface Header {
  /** Device, engine and weights, as `setupName` has them. */
  readonly setup: string;
  readonly ids: readonly number[];
  /** Of the manifest, which has those of the weights. */
  readonly manifestSha256: string;
  readonly sha256: string;
}

export interface OpeningPlace {
  readonly folder: ModelFolder;
  readonly setup: string;
  /** What every prompt begins with. */
  readonly ids: readonly number[];
  readonly manifest: Manifest;
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

/** Null where there is none, or one that is damaged, of another setup or of other weights. */
async function read(place: OpeningPlace): Promise<Uint8Array | null> {
  const file = await place.folder.file(OPENING_NAME);
  if (!file) return null;
  const all = new Uint8Array(await file.arrayBuffer());
  const end = all.indexOf(LINE_END);
  const bytes = all.subarray(end + 1);
  return new TextDecoder().decode(all.subarray(0, end)) === (await headerOf(place, bytes)) ? bytes : null;
}

async function headerOf({ setup, ids, manifest }: OpeningPlace, bytes: Uint8Array): Promise<string> {
  const manifestSha256 = await sha256(new TextEncoder().encode(JSON.stringify(manifest)));
  return JSON.stringify({ setup, ids, manifestSha256, sha256: await sha256(bytes) } satisfies Header);
}

async function write(place: OpeningPlace, bytes: Uint8Array): Promise<void> {
  const header = await headerOf(place, bytes);
  const sink = await place.folder.create(OPENING_NAME);
  try {
    await sink.write(new TextEncoder().encode(`${header}\n`));
    await sink.write(bytes);
    await sink.close();
  } catch (error) {
    await sink.abort();
    throw error;
  }
}
