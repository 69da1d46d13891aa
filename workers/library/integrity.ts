/** Compares a model on the device with its manifest's hashes, chunk by chunk. */

import type { ByteSource } from "../../models/exporter/bytes.ts";
import { Sha256, sha256 } from "../../models/exporter/sha256.ts";
import { CHUNK_BYTES, chunkHash, type Manifest, type ModelFile } from "../../models/manifest.ts";
import type { Damage } from "../contract/library-api.ts";
import { fileSource, type ModelFolder } from "../storage.ts";

/** Reads every byte of every file; `onChecked` is told of them as they are read. */
export async function findDamage(
  manifest: Manifest,
  folder: ModelFolder,
  signal: AbortSignal,
  onChecked: (bytes: number) => void,
): Promise<Damage[]> {
  const damaged: Damage[] = [];
  for (const file of manifest.files) {
    const found = await folder.file(file.path);
    const source = found && fileSource(file.path, found);
    damaged.push(...(await damageOf(file, source, signal, onChecked)));
  }
  return damaged;
}

/** Ranges of `source`, which is to be `file`, that are not what they should be; the whole where it is `null`. */
export async function damageOf(
  file: ModelFile,
  source: ByteSource | null,
  signal: AbortSignal,
  onChecked: (bytes: number) => void,
): Promise<Damage[]> {
  const { path, bytes } = file;
  const whole: Damage = { path, offset: 0, bytes };
  if (!source || (source.size !== bytes && !file.chunks)) {
    onChecked(bytes);
    return [whole];
  }
  const running = new Sha256();
  const damaged: Damage[] = [];
  for (let at = 0; at < bytes; at += CHUNK_BYTES) {
    signal.throwIfAborted();
    const length = Math.min(CHUNK_BYTES, bytes - at);
    const chunk = await source.read(at, length);
    const expected = chunkHash(file, at);
    if (expected === null) running.update(chunk);
    else if (chunk.length < length || (await sha256(chunk)) !== expected)
      damaged.push({ path, offset: at, bytes: length });
    onChecked(length);
  }
  // A large file without hashes of its chunks is sound or damaged as a whole.
  const asWhole = bytes > CHUNK_BYTES && !file.chunks;
  return asWhole && running.digest() !== file.sha256 ? [whole] : damaged;
}
