/** Compares a model on the device with its manifest's hashes, chunk by chunk. */

import { Sha256 } from "../../models/exporter/sha256.ts";
import { CHUNK_BYTES, type Manifest, type ModelFile } from "../../models/manifest.ts";
import type { Damage } from "../contract/library-api.ts";
import { fileSource, type ModelFolder } from "../storage.ts";
import { sha256 } from "./sha256.ts";

/** Reads every byte of every file; `onChecked` is told of them as they are read. */
export async function findDamage(
  manifest: Manifest,
  folder: ModelFolder,
  signal: AbortSignal,
  onChecked: (bytes: number) => void,
): Promise<Damage[]> {
  const damaged: Damage[] = [];
  for (const file of manifest.files) damaged.push(...(await damageOf(file, folder, signal, onChecked)));
  return damaged;
}

async function damageOf(
  file: ModelFile,
  folder: ModelFolder,
  signal: AbortSignal,
  onChecked: (bytes: number) => void,
): Promise<Damage[]> {
  const { path, bytes } = file;
  const whole: Damage = { path, offset: 0, bytes };
  const found = await folder.file(path);
  if (!found || (found.size !== bytes && !file.chunks)) {
    onChecked(bytes);
    return [whole];
  }
  const source = fileSource(path, found);
  const running = new Sha256();
  const damaged: Damage[] = [];
  for (let at = 0; at < bytes; at += CHUNK_BYTES) {
    signal.throwIfAborted();
    const length = Math.min(CHUNK_BYTES, bytes - at);
    const chunk = await source.read(at, length);
    const expected = file.chunks?.[at / CHUNK_BYTES] ?? (bytes <= CHUNK_BYTES ? file.sha256 : null);
    if (expected === null) running.update(chunk);
    else if (chunk.length < length || (await sha256(chunk)) !== expected)
      damaged.push({ path, offset: at, bytes: length });
    onChecked(length);
  }
  // A foreign file without hashes of its chunks is sound or damaged as a whole.
  const foreign = !file.chunks && bytes > CHUNK_BYTES;
  return foreign && running.digest() !== file.sha256 ? [whole] : damaged;
}
