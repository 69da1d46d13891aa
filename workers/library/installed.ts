/** What lies in a model's folder: a whole model, the record of how it came, an unfinished installation. */

import { AppError } from "../../models/errors.ts";
import { readJson } from "../../models/exporter/bytes.ts";
import { JOURNAL_NAME } from "../../models/exporter/export-journal.ts";
import { writeFile } from "../../models/exporter/hashed-file.ts";
import { type Dtype, MANIFEST_NAME, type Manifest, parseManifest } from "../../models/manifest.ts";
import type { InstalledModel, StoredOrigin } from "../contract/library-api.ts";
import { findModelFolder, type ModelFolder, makeModelFolder, removeModelFolder } from "../storage.ts";
import type { ReadyModel } from "./ready-model.ts";

/** What an installation was asked for, beside the model's files, so that it can be listed and taken up again. */
export interface InstallRecord {
  readonly name: string;
  readonly repository: string;
  readonly dtypes: readonly Dtype[];
  readonly origin: StoredOrigin | null;
}

const RECORD_NAME = "install.json";

/** The folder to install into, with the record of it; what an installation of something else left there is dropped. */
export async function openFolder(id: string, record: InstallRecord): Promise<ModelFolder> {
  const found = await findModelFolder(id);
  const before = found && (await readRecord(found));
  const model = found && (await installedModel(found));
  if (model && model.manifest.source.repository !== record.repository) {
    throw new AppError(
      "unsupported",
      `There is a model ${id} from ${model.manifest.source.repository} already; remove it to install the one from ${record.repository}.`,
    );
  }
  const same = JSON.stringify(before?.dtypes) === JSON.stringify(record.dtypes);
  if (found && !model && (!same || before?.repository !== record.repository)) await removeModelFolder(id);
  const folder = await makeModelFolder(id);
  await writeFile(folder, RECORD_NAME, new TextEncoder().encode(JSON.stringify(record)));
  return folder;
}

export async function readRecord(folder: ModelFolder): Promise<InstallRecord | null> {
  const file = await folder.open(RECORD_NAME);
  if (!file) return null;
  // Ours, and written in one piece; a damaged one only costs the name and the way back.
  return (await readJson(file).catch(() => null)) as InstallRecord | null;
}

/** `null` when the folder holds no whole model. */
export async function installedModel(folder: ModelFolder): Promise<InstalledModel | null> {
  const file = await folder.open(MANIFEST_NAME);
  if (!file) return null;
  const manifest = parseManifest(await readJson(file));
  const errors = manifest.variants.flatMap(({ quantization }) => quantization[0] ?? []);
  return {
    manifest,
    bytes: await folder.bytes(),
    worstQuantization: errors.sort((a, b) => b.mean - a.mean)[0] ?? null,
    origin: (await readRecord(folder))?.origin ?? null,
  };
}

export async function requireFolder(id: string): Promise<ModelFolder> {
  const folder = await findModelFolder(id);
  if (!folder) throw new AppError("no-model", `There is no model ${id} on this device.`);
  return folder;
}

export async function requireManifest(folder: ModelFolder): Promise<Manifest> {
  const model = await installedModel(folder);
  if (!model) throw new AppError("no-model", `${folder.id} is not installed completely; go on with it or remove it.`);
  return model.manifest;
}

/** What an unfinished installation has written, beside an installed model's files. */
export async function partialBytes(folder: ModelFolder | null, installed: Manifest | null): Promise<number> {
  if (!folder || !(await folder.open(JOURNAL_NAME))) return 0;
  return Math.max(0, (await folder.bytes()) - (installed ? fileBytes(installed) : 0));
}

export function fileBytes({ files }: Pick<ReadyModel, "files">): number {
  return files.reduce((sum, { bytes }) => sum + bytes, 0);
}
