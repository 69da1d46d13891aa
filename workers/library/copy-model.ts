/**
 * Copies a ready model, file by file and chunk by chunk: a chunk is compared with its hash before it is written, and
 * written before the next is asked for by the reader; the lines themselves are filled by reading ahead. Where no hash is
 * known it is made on the way, for the manifest. A broken copy goes on after its last chunk. The manifest comes last.
 */

import { AppError } from "../../models/errors.ts";
import type { ByteSource, OutputFolder, SourceFolder } from "../../models/exporter/bytes.ts";
import { JOURNAL_NAME, missing, openExportJournal } from "../../models/exporter/export-journal.ts";
import { createHashed, resumeHashed, writeFile } from "../../models/exporter/hashed-file.ts";
import { sha256 } from "../../models/exporter/sha256.ts";
import {
  CHUNK_BYTES,
  chunkHash,
  type Dtype,
  MANIFEST_NAME,
  type Manifest,
  type ModelFile,
  sameContent,
} from "../../models/manifest.ts";
import { damageOf } from "./integrity.ts";
import type { ReadyModel, SourceFile } from "./ready-model.ts";

export interface CopyOptions {
  readonly source: SourceFolder;
  readonly ready: ReadyModel;
  readonly output: OutputFolder;
  /** What is in the output folder already and stays; `null` for an empty one. */
  readonly installed: Manifest | null;
  readonly dtypes: readonly Dtype[];
  readonly signal: AbortSignal;
  readonly onProgress: (doneBytes: number, totalBytes: number) => void;
}

export interface CopyResult {
  readonly manifest: Manifest;
  /** None: a ready model has all it needs or is refused. */
  readonly warnings: readonly string[];
}

/** The model with some of its variants: their files, and the files of no variant. */
export function withVariants<T extends ReadyModel>(model: T, dtypes: readonly Dtype[]): T {
  const variants = model.variants.filter(({ dtype }) => dtypes.includes(dtype));
  const dropped = model.variants.filter((variant) => !variants.includes(variant));
  const unwanted = new Set(dropped.flatMap(({ graph, data }) => [graph, ...data]));
  return { ...model, variants, files: model.files.filter(({ path }) => !unwanted.has(path)) };
}

/** Throws `integrity` where the source is not what its manifest says, and what the folders throw. */
export async function copyModel(options: CopyOptions): Promise<CopyResult> {
  const { source, output, installed, signal } = options;
  const wanted = withVariants(options.ready, options.dtypes);
  const kept = new Map(installed?.files.map((file) => [file.path, file]));
  const files = wanted.files.filter((file) => {
    const there = kept.get(file.path);
    return !there || !sameContent(there, file);
  });
  const totalBytes = files.reduce((sum, { bytes }) => sum + bytes, 0);

  // A file that the manifest there speaks of is about to be replaced: that ends its truth.
  if (files.some(({ path }) => kept.has(path))) await output.remove(MANIFEST_NAME);

  const journal = await openExportJournal(output, JSON.stringify({ files }));
  const finished = new Map(journal.steps.flatMap((step) => step.finished.map((file) => [file.path, file])));
  const begun = journal.steps.at(-1)?.file ?? null;
  let doneBytes = 0;
  try {
    for (const file of files) {
      if (finished.has(file.path)) {
        doneBytes += file.bytes;
        continue;
      }
      const from = await source.open(file.path);
      if (!from) throw new AppError("bad-file", `${source.name} has no ${file.path}, which its manifest names.`);
      if (from.size !== file.bytes) throw wrongSize(from, file);
      if (!hasHash(file) && (from.version ?? null) !== file.version) throw changed(from);
      const state = begun?.path === file.path ? begun : null;
      const to = state ? await resumeHashed(output, state) : await createHashed(output, file.path);
      if (!to) throw missing(output, file.path);
      let written: ModelFile;
      try {
        for (let at = to.bytes; at < file.bytes; at += CHUNK_BYTES) {
          signal.throwIfAborted();
          options.onProgress(doneBytes + at, totalBytes);
          await to.write(await readChunk(from, file, at));
          await to.flush();
          await journal.append([{ error: null, finished: [], file: await to.state() }]);
        }
        written = await to.close();
      } catch (error) {
        await to.suspend();
        throw error;
      }
      await checkWhole(file, output, signal);
      const done = hasHash(file) ? file : written;
      finished.set(done.path, done);
      await journal.append([{ error: null, finished: [done], file: null }]);
      doneBytes += file.bytes;
    }
  } finally {
    await journal.close();
  }
  const complete = wanted.files.map(({ path }) => finished.get(path) ?? kept.get(path)!);
  const merged = merge({ ...wanted, files: complete }, installed);
  await writeFile(output, MANIFEST_NAME, new TextEncoder().encode(`${JSON.stringify(merged, null, 2)}\n`));
  await output.remove(JOURNAL_NAME);
  options.onProgress(totalBytes, totalBytes);
  return { manifest: merged, warnings: [] };
}

const hasHash = ({ sha256, chunks }: SourceFile) => sha256 !== undefined || chunks !== undefined;

/** Variants and files of both; the wanted one's where both have them. */
function merge(wanted: Manifest, installed: Manifest | null): Manifest {
  if (!installed) return wanted;
  const kept = withVariants(
    installed,
    installed.variants
      .map(({ dtype }) => dtype)
      .filter((dtype) => !wanted.variants.some((each) => each.dtype === dtype)),
  );
  const files = new Map([...kept.files, ...wanted.files].map((file) => [file.path, file]));
  return { ...wanted, files: [...files.values()], variants: [...kept.variants, ...wanted.variants] };
}

/** One chunk, compared with its hash where the manifest has one; asked for twice before it is given up. */
export async function readChunk(from: ByteSource, file: SourceFile, at: number): Promise<Uint8Array> {
  const length = Math.min(CHUNK_BYTES, file.bytes - at);
  const expected = chunkHash(file, at);
  for (let attempt = 0; ; attempt++) {
    const bytes = await from.read(at, length);
    if (expected === null || (await sha256(bytes)) === expected) return bytes;
    if (attempt === 1) {
      throw new AppError(
        "integrity",
        `${from.name} is damaged at its source: bytes ${at} to ${at + length} are not what its manifest says.`,
      );
    }
  }
}

/** A large file of which only one hash is known was not compared piece by piece. */
async function checkWhole(file: SourceFile, output: OutputFolder, signal: AbortSignal): Promise<void> {
  if (!hasHash(file) || chunkHash(file, 0) !== null) return;
  const damaged = await damageOf(file, await output.open(file.path), signal, () => {});
  if (damaged.length === 0) return;
  await output.remove(file.path);
  throw new AppError("integrity", `${file.path} is damaged at its source: it is not the file its manifest names.`);
}

function changed(from: ByteSource): AppError {
  return new AppError("integrity", `${from.name} has changed since it was looked at; begin again.`);
}

function wrongSize(from: ByteSource, file: SourceFile): AppError {
  return new AppError("integrity", `${from.name} has ${from.size} bytes and its manifest says ${file.bytes}.`);
}
