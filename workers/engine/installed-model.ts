/** A model in the browser's private file system, as the library left it. Checked by sizes; hashes are the library's part. */

import { AppError } from "../../models/errors.ts";
import { readJson } from "../../models/exporter/bytes.ts";
import { fileOf, MANIFEST_NAME, type Manifest, parseManifest } from "../../models/manifest.ts";
import { findModelFolder, type ModelFolder } from "../storage.ts";
import { openStored, type StoredFile, type WeightFile } from "./weight-files.ts";

export interface InstalledModel {
  readonly manifest: Manifest;
  readonly folder: ModelFolder;
  /** A small file, whole. */
  read(path: string): Promise<Uint8Array<ArrayBuffer>>;
  /** A data file, to be read by and by. */
  weights(path: string): Promise<WeightFile>;
  /** Throws where one of the files is not there any more: whoever was reading it met an error of the browser's. */
  check(paths: readonly string[]): Promise<void>;
  /** Once the session is made; never throws. */
  close(): void;
}

/** Throws `no-model`; reading throws `integrity` where a file is missing or of another size, and `busy`. */
export async function openInstalled(id: string): Promise<InstalledModel> {
  const folder = await findModelFolder(id);
  const manifestFile = await folder?.open(MANIFEST_NAME);
  if (!folder || !manifestFile) {
    throw new AppError("no-model", `There is no model ${id} on this device, or it is not installed completely.`);
  }
  const manifest = parseManifest(await readJson(manifestFile));
  const open: StoredFile[] = [];
  return {
    manifest,
    folder,
    async read(path) {
      return new Uint8Array(await (await checkedFile(folder, manifest, path)).arrayBuffer());
    },
    async weights(path) {
      await checkedFile(folder, manifest, path);
      const file = await openStored(await folder.handle(path), path);
      open.push(file);
      return file;
    },
    async check(paths) {
      if (!(await findModelFolder(id))) {
        throw new AppError("no-model", `The browser has deleted the files of ${manifest.name}; install it again.`);
      }
      for (const path of paths) await checkedFile(folder, manifest, path);
    },
    close() {
      for (const file of open.splice(0)) file.close();
    },
  };
}

async function checkedFile(folder: ModelFolder, manifest: Manifest, path: string): Promise<File> {
  const { bytes } = fileOf(manifest, path);
  const file = await folder.file(path);
  if (file?.size === bytes) return file;
  const has = file ? `has ${file.size} bytes instead of ${bytes}` : "is missing";
  throw new AppError("integrity", `The file ${path} of ${manifest.name} ${has}; repair the model.`);
}
