/** Exports checkpoints for tests, in memory or to a folder that onnxruntime and transformers.js can read. */

import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { OutputFolder, SourceFolder } from "../../models/exporter/bytes.ts";
import { diskFolder } from "../../models/exporter/cli/disk-folder.ts";
import { type ExportOptions, exportModel } from "../../models/exporter/export.ts";
import type { Dtype, Manifest } from "../../models/manifest.ts";
import { type MemoryFolder, memoryFolder } from "../fixtures/memory-folder.ts";
import { type RandomCheckpoint, randomCheckpoint, smallCheckpoint } from "../fixtures/random-checkpoint.ts";

export interface ExportedFolder {
  /** An absolute path. */
  readonly path: string;
  readonly manifest: Manifest;
  remove(): Promise<void>;
}

/** A checkpoint of random weights in memory; what is not given is `smallCheckpoint`'s. */
export function randomSource(sizes: Partial<RandomCheckpoint> = {}): MemoryFolder {
  return memoryFolder(randomCheckpoint({ ...smallCheckpoint, ...sizes }), "random checkpoint");
}

export async function exportInto(
  output: OutputFolder,
  source: SourceFolder,
  dtypes: readonly Dtype[],
  options: Partial<ExportOptions> = {},
): Promise<Manifest> {
  const { manifest } = await exportModel({
    source,
    output,
    dtypes,
    id: "fixture",
    name: "Fixture",
    repository: "fixture",
    revision: null,
    signal: new AbortController().signal,
    onProgress: () => {},
    ...options,
  });
  return manifest;
}

/** Exports to a new temporary folder, which the caller removes. */
export async function exportToDisk(source: SourceFolder, dtypes: readonly Dtype[]): Promise<ExportedFolder> {
  const path = await mkdtemp(join(tmpdir(), "dolly-export-"));
  const manifest = await exportInto(diskFolder(path), source, dtypes);
  return { path, manifest, remove: () => rm(path, { recursive: true, force: true }) };
}
