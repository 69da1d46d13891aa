/**
 * The library: models onto this device, checked, and off it. Owns what lies under `models/` in the browser's private
 * files; the engine only reads there.
 *
 * Knows nothing of running models.
 */

import { parseNeoXConfig } from "../../models/dolly/config.ts";
import { AppError } from "../../models/errors.ts";
import { readJson } from "../../models/exporter/bytes.ts";
import { openCheckpoint } from "../../models/exporter/checkpoint.ts";
import { exportModel } from "../../models/exporter/export.ts";
import { JOURNAL_NAME } from "../../models/exporter/export-journal.ts";
import { planModel } from "../../models/exporter/gpt-neox.ts";
import { writeFile } from "../../models/exporter/hashed-file.ts";
import { checkTensors } from "../../models/exporter/weights.ts";
import { type Dtype, MANIFEST_NAME, type Manifest, type ModelShape, parseManifest } from "../../models/manifest.ts";
import type { Call } from "../contract/call.ts";
import type {
  Assessment,
  AssessRequest,
  InstalledModel,
  InstallProgress,
  InstallRequest,
  InstallResult,
  LibraryApi,
  LibraryList,
  ModelRequest,
  PartialModel,
  RemoveResult,
  RepairRequest,
  RepairResult,
  StoredOrigin,
  VerifyProgress,
  VerifyResult,
} from "../contract/library-api.ts";
import {
  findModelFolder,
  listModelIds,
  type ModelFolder,
  makeModelFolder,
  measureSpace,
  removeModelFolder,
  requireSpace,
} from "../storage.ts";
import { deviceOf, dtypesFor, judge, parametersOf, runBytesOf } from "./assess.ts";
import { copyModel, withVariants } from "./copy-model.ts";
import { type HttpContext, sleep } from "./http.ts";
import { findDamage } from "./integrity.ts";
import { makePack } from "./pack.ts";
import { type Progress, trackProgress } from "./progress.ts";
import { repairModel } from "./repair.ts";
import { type OpenedSource, openSource } from "./sources.ts";

/** What an installation was asked for, beside the model's files, so that it can be listed and taken up again. */
interface InstallRecord {
  readonly name: string;
  readonly repository: string;
  readonly dtypes: readonly Dtype[];
  readonly origin: StoredOrigin | null;
}

const RECORD_NAME = "install.json";
const EMIT_MS = 100;
/** The lock of a worker that was ended, or of a page being reloaded, is free after a moment. */
const LOCK_MS = 2000;

export interface LibraryOptions {
  /** See HttpContext. */
  readonly unreachable: (url: string) => Promise<string | null>;
}

export class Library implements LibraryApi {
  readonly #unreachable: LibraryOptions["unreachable"];

  constructor({ unreachable }: LibraryOptions) {
    this.#unreachable = unreachable;
  }

  async list(): Promise<LibraryList> {
    const held = new Set((await navigator.locks.query()).held?.map(({ name }) => name));
    const models: InstalledModel[] = [];
    const partial: PartialModel[] = [];
    for (const id of await listModelIds()) {
      const folder = await findModelFolder(id);
      if (!folder) continue; // removed meanwhile
      // A damaged manifest is no manifest: what is left is listed as unfinished, to be removed.
      const model = await installedModel(folder).catch(() => null);
      const record = await readRecord(folder);
      const running = held.has(lockName(id));
      if (model) models.push(model);
      if (model && !(await folder.open(JOURNAL_NAME))) continue;
      const kept = model ? fileBytes(model.manifest) : 0;
      partial.push({
        id,
        name: record?.name ?? id,
        dtypes: record?.dtypes ?? [],
        bytes: Math.max(0, (await folder.bytes()) - kept),
        origin: record?.origin ?? null,
        running,
      });
    }
    models.sort((a, b) => a.manifest.name.localeCompare(b.manifest.name));
    return { models, partial, storage: await measureSpace() };
  }

  async assess({ source, facts, dtype: asked }: AssessRequest, call: Call<never>): Promise<Assessment> {
    const opened = await openSource(source, this.#context(call.signal, null));
    const { id, name, manifest } = opened;
    const runnable = dtypesFor(facts);
    const offered = manifest?.variants.map((variant) => variant.dtype) ?? runnable;
    const dtype = asked ?? runnable.find((each) => offered.includes(each)) ?? null;
    const size = await sizeOf(opened, [dtype ?? offered[0] ?? runnable[0]!]);
    const folder = await findModelFolder(id);
    const model = folder && (await installedModel(folder));
    const installed = model?.manifest.variants.some((variant) => variant.dtype === dtype) ?? false;
    const doneBytes = installed ? size.keepBytes : await partialBytes(folder, model?.manifest ?? null);
    const storage = await measureSpace();
    const shown = dtype ?? runnable[0]!;
    const runBytes = runBytesOf(size.shape, size.keepBytes, shown);
    const share = Math.min(1, doneBytes / size.keepBytes);
    return {
      id,
      name,
      form: manifest ? "model" : "checkpoint",
      parameters: parametersOf(size.shape),
      contextLength: size.shape.contextLength,
      device: deviceOf(facts),
      dtype: shown,
      fetchBytes: Math.round(size.fetchBytes * (1 - share)),
      keepBytes: size.keepBytes,
      doneBytes,
      runBytes,
      storage,
      findings: judge({
        shape: size.shape,
        dtype,
        facts,
        storage,
        keepBytes: size.keepBytes,
        writeBytes: Math.max(0, size.keepBytes - doneBytes),
        runBytes,
        installed,
      }),
    };
  }

  async install(request: InstallRequest, call: Call<InstallProgress>): Promise<InstallResult> {
    const progress = trackProgress(call.emit, () => performance.now());
    const opened = await openSource(request.source, this.#context(call.signal, progress));
    const { id } = opened;
    const dtypes = request.dtypes ?? opened.manifest?.variants.map(({ dtype }) => dtype);
    if (!dtypes || dtypes.length === 0) {
      throw new AppError("internal", `${opened.name} is a checkpoint: say which dtypes to make of it.`);
    }
    progress.setId(id);
    progress.setPhase("prepare");
    return this.#exclusively(id, async () => {
      const name = request.name ?? opened.name;
      const { repository, revision, origin } = opened;
      const { keepBytes } = await sizeOf(opened, dtypes);
      const folder = await openFolder(id, { name, repository, dtypes, origin });
      const installed = (await installedModel(folder))?.manifest ?? null;
      const doneBytes = await partialBytes(folder, installed);
      await requireSpace(name, Math.max(0, keepBytes - doneBytes));

      progress.setPhase("fetch");
      const onDone = (done: number, total: number) => {
        if (done === total) progress.setPhase("finish");
        progress.setDone(done, total);
      };
      const shared = { source: opened.folder, output: folder, dtypes, signal: call.signal };
      const { warnings } = opened.manifest
        ? await copyModel({ ...shared, manifest: opened.manifest, installed, onProgress: onDone })
        : await exportModel({
            ...shared,
            id,
            name,
            repository,
            revision,
            resumable: true,
            onProgress: ({ writtenBytes, totalBytes }) => onDone(writtenBytes, totalBytes),
          });
      progress.flush();
      return { model: (await installedModel(folder))!, warnings };
    });
  }

  async remove({ id }: ModelRequest): Promise<RemoveResult> {
    return this.#exclusively(id, async () => {
      const folder = await requireFolder(id);
      const freedBytes = await folder.bytes();
      await removeModelFolder(id);
      return { freedBytes, storage: await measureSpace() };
    });
  }

  async verify({ id }: ModelRequest, { signal, emit }: Call<VerifyProgress>): Promise<VerifyResult> {
    const folder = await requireFolder(id);
    const manifest = await requireManifest(folder);
    const totalBytes = fileBytes(manifest);
    let checkedBytes = 0;
    let emittedAt = 0;
    const damaged = await findDamage(manifest, folder, signal, (bytes) => {
      checkedBytes += bytes;
      const now = performance.now();
      if (now - emittedAt < EMIT_MS && checkedBytes < totalBytes) return;
      emittedAt = now;
      emit({ checkedBytes, totalBytes });
    });
    return { checkedBytes, damaged };
  }

  async repair({ id, source }: RepairRequest, call: Call<InstallProgress>): Promise<RepairResult> {
    const progress = trackProgress(call.emit, () => performance.now());
    progress.setId(id);
    return this.#exclusively(id, async () => {
      const folder = await requireFolder(id);
      const model = await installedModel(folder);
      const manifest = await requireManifest(folder);
      const from = source ?? model?.origin;
      if (!from) {
        throw new AppError("unsupported", `${manifest.name} came from files; pick them again to repair it from them.`);
      }
      const damaged = await findDamage(manifest, folder, call.signal, () => progress.setPhase("prepare"));
      const repairedBytes = damaged.reduce((sum, { bytes }) => sum + bytes, 0);
      if (damaged.length > 0) {
        const opened = await openSource(from, this.#context(call.signal, progress));
        progress.setPhase("fetch");
        await repairModel({ opened, manifest, folder, damaged, signal: call.signal, onDone: progress.setDone });
      }
      progress.setDone(repairedBytes, repairedBytes);
      progress.flush();
      return { repairedBytes, fetchedBytes: progress.fetchedBytes() };
    });
  }

  async exportPack({ id }: ModelRequest): Promise<Blob> {
    const folder = await requireFolder(id);
    const manifest = await requireManifest(folder);
    const paths = [MANIFEST_NAME, ...manifest.files.map(({ path }) => path)];
    const files = await Promise.all(
      paths.map(async (path) => {
        const file = await folder.file(path);
        if (!file)
          throw new AppError("integrity", `The file ${path} of ${manifest.name} is missing; repair the model.`);
        return { path, file };
      }),
    );
    return makePack(files);
  }

  /** One installation, repair or removal of a model at a time, in all tabs together. */
  async #exclusively<T>(id: string, work: () => Promise<T>): Promise<T> {
    let started = false;
    try {
      return await navigator.locks.request(lockName(id), { signal: AbortSignal.timeout(LOCK_MS) }, () => {
        started = true;
        return work();
      });
    } catch (error) {
      if (started) throw error;
      throw new AppError("busy", `${id} is being installed or removed already, perhaps in another tab.`, {
        cause: error,
      });
    }
  }

  #context(signal: AbortSignal, progress: Progress | null): HttpContext {
    return {
      signal,
      headers: {},
      random: Math.random,
      sleep,
      unreachable: this.#unreachable,
      onBytes: (bytes) => progress?.addFetched(bytes),
      onWait: (message) => progress?.setWait(message),
    };
  }
}

function lockName(id: string): string {
  return `model ${id}`;
}

/** The folder to install into, with the record of it; what an installation of something else left there is dropped. */
async function openFolder(id: string, record: InstallRecord): Promise<ModelFolder> {
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

async function readRecord(folder: ModelFolder): Promise<InstallRecord | null> {
  const file = await folder.open(RECORD_NAME);
  if (!file) return null;
  // Ours, and written in one piece; a damaged one only costs the name and the way back.
  return (await readJson(file).catch(() => null)) as InstallRecord | null;
}

/** `null` when the folder holds no whole model. */
async function installedModel(folder: ModelFolder): Promise<InstalledModel | null> {
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

async function requireFolder(id: string): Promise<ModelFolder> {
  const folder = await findModelFolder(id);
  if (!folder) throw new AppError("no-model", `There is no model ${id} on this device.`);
  return folder;
}

async function requireManifest(folder: ModelFolder): Promise<Manifest> {
  const model = await installedModel(folder);
  if (!model) throw new AppError("no-model", `${folder.id} is not installed completely; go on with it or remove it.`);
  return model.manifest;
}

/** What an unfinished installation has written, beside an installed model's files. */
async function partialBytes(folder: ModelFolder | null, installed: Manifest | null): Promise<number> {
  if (!folder || !(await folder.open(JOURNAL_NAME))) return 0;
  return Math.max(0, (await folder.bytes()) - (installed ? fileBytes(installed) : 0));
}

function fileBytes({ files }: Manifest): number {
  return files.reduce((sum, { bytes }) => sum + bytes, 0);
}

interface Size {
  readonly shape: ModelShape;
  readonly fetchBytes: number;
  readonly keepBytes: number;
}

/** From headers alone. Throws what the exporter throws for a checkpoint that it could not convert. */
async function sizeOf({ folder, manifest }: OpenedSource, dtypes: readonly Dtype[]): Promise<Size> {
  if (manifest) {
    const keepBytes = fileBytes(withVariants(manifest, dtypes));
    return { shape: manifest.shape, fetchBytes: keepBytes, keepBytes };
  }
  const configSource = await folder.open("config.json");
  if (!configSource) throw new AppError("bad-file", `${folder.name} has no config.json.`);
  const config = parseNeoXConfig(await readJson(configSource));
  const checkpoint = await openCheckpoint(folder);
  let fetchBytes = 0;
  let keepBytes = 0;
  for (const dtype of dtypes) {
    const { weights, dataFiles } = planModel(config, dtype, "data");
    checkTensors(checkpoint, weights);
    keepBytes += dataFiles.reduce((sum, { bytes }) => sum + bytes, 0);
    for (const weight of weights) {
      if (weight.kind !== "rotary") fetchBytes += checkpoint.tensors.get(weight.tensor)?.bytes ?? 0;
    }
  }
  return { shape: config, fetchBytes, keepBytes };
}
