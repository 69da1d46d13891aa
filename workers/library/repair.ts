/** Mends a model in place: the damaged chunks are copied from a ready model, or converted anew from a checkpoint. */

import { AppError } from "../../models/errors.ts";
import { rewrite } from "../../models/exporter/rewrite.ts";
import { fileOf, type Manifest } from "../../models/manifest.ts";
import type { Damage } from "../contract/library-api.ts";
import type { ModelFolder } from "../storage.ts";
import { readChunk } from "./copy-model.ts";
import { findDamage } from "./integrity.ts";
import type { OpenedSource } from "./sources.ts";

export interface RepairOptions {
  readonly opened: OpenedSource;
  readonly manifest: Manifest;
  readonly folder: ModelFolder;
  readonly damaged: readonly Damage[];
  readonly signal: AbortSignal;
  readonly onDone: (doneBytes: number, totalBytes: number) => void;
}

/** Throws `integrity` when the source cannot make it whole: it holds something else by now. */
export async function repairModel({ opened, manifest, folder, damaged, signal, onDone }: RepairOptions): Promise<void> {
  const totalBytes = damaged.reduce((sum, { bytes }) => sum + bytes, 0);
  let doneBytes = 0;
  const onWritten = (bytes: number) => {
    // A weight may reach beyond the damage.
    doneBytes = Math.min(totalBytes, doneBytes + bytes);
    onDone(doneBytes, totalBytes);
  };
  if (opened.ready) {
    for (const { path, offset, bytes } of damaged) {
      const file = fileOf(manifest, path);
      const from = await opened.folder.open(path);
      if (from?.size !== file.bytes) throw notTheSame(manifest, opened);
      for (let at = offset; at < offset + bytes; ) {
        signal.throwIfAborted();
        const chunk = await readChunk(from, file, at);
        await folder.patch(path, at, chunk);
        onWritten(chunk.length);
        at += chunk.length;
      }
    }
  } else {
    const { patch } = folder;
    await rewrite({ source: opened.folder, manifest, output: folder, patch, damaged, signal, onWritten });
  }
  const paths = new Set(damaged.map(({ path }) => path));
  const mended = { ...manifest, files: manifest.files.filter(({ path }) => paths.has(path)) };
  const left = await findDamage(mended, folder, signal, () => {});
  if (left.length > 0) throw notTheSame(manifest, opened);
}

function notTheSame(manifest: Manifest, opened: OpenedSource): AppError {
  return new AppError(
    "integrity",
    `${opened.folder.name} is not what ${manifest.name} was made from any more; remove the model and install it again.`,
  );
}
