/** Opens whatever a `ModelSource` names, and tells official weights from a ready model. */

import { titleOf } from "../../models/catalogue.ts";
import { AppError } from "../../models/errors.ts";
import { readJson, type SourceFolder } from "../../models/exporter/bytes.ts";
import { holdsCheckpoint } from "../../models/exporter/checkpoint.ts";
import { MANIFEST_NAME, parseManifest } from "../../models/manifest.ts";
import type { ModelSource, StoredOrigin } from "../contract/library-api.ts";
import type { HttpContext } from "./http.ts";
import { filesFolder, handleFolder } from "./local-folder.ts";
import { openPack } from "./pack.ts";
import { pickedFile } from "./picked-file.ts";
import { describeOnnx, type ReadyModel } from "./ready-model.ts";
import { hubFolder, urlFolder } from "./remote-folder.ts";

export interface OpenedSource {
  readonly folder: SourceFolder;
  readonly id: string;
  readonly name: string;
  readonly repository: string;
  readonly revision: string | null;
  /** To come back to, pinned where it can be; `null` for files. */
  readonly origin: StoredOrigin | null;
  /** `null` for a checkpoint. */
  readonly ready: ReadyModel | null;
}

/** Throws what the network or the files throw, and `unsupported` for a folder that is neither of the two. */
export async function openSource(source: ModelSource, context: HttpContext): Promise<OpenedSource> {
  const place = await openPlace(source, context);
  const manifestFile = await place.folder.open(MANIFEST_NAME);
  if (manifestFile) {
    const ready = parseManifest(await readJson(manifestFile));
    return { ...place, ...ready.source, id: ready.id, name: ready.name, ready };
  }
  const { folder, repository, revision } = place;
  if (!(await folder.open("config.json"))) {
    throw new AppError(
      "unsupported",
      `${folder.name} holds neither a ready model (${MANIFEST_NAME}) nor a checkpoint (config.json).`,
    );
  }
  // Where there are both, the checkpoint: what this page makes of it is known.
  const ready = (await holdsCheckpoint(folder)) ? null : await describeOnnx(folder, { repository, revision });
  return { ...place, ...titleOf(repository), ready };
}

type Place = Pick<OpenedSource, "folder" | "repository" | "revision" | "origin">;

async function openPlace(source: ModelSource, context: HttpContext): Promise<Place> {
  switch (source.kind) {
    case "hub": {
      const folder = hubFolder(source, context);
      const revision = await folder.pin();
      return { folder, repository: source.repository, revision, origin: { ...source, revision } };
    }
    case "url": {
      const folder = urlFolder(source.folderUrl, context);
      return { folder, repository: folder.name.replace(/\/$/, ""), revision: null, origin: source };
    }
    case "files":
      return { folder: filesFolder(source.name, source.files), repository: source.name, revision: null, origin: null };
    case "folder":
      return { folder: handleFolder(source.handle), repository: source.handle.name, revision: null, origin: null };
    case "pack": {
      const { name } = source.file;
      return {
        folder: await openPack(pickedFile(name, source.file)),
        repository: name.replace(/\.tar$/, ""),
        revision: null,
        origin: null,
      };
    }
  }
}
