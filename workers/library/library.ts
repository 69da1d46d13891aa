/**
 * The library: models onto this device, checked, and off it. Owns what lies under `models/` in the browser's private
 * files; the engine only reads there.
 *
 * Knows nothing of running models.
 */

import { AppError } from "../../models/errors.ts";
import { exportModel } from "../../models/exporter/export.ts";
import { JOURNAL_NAME } from "../../models/exporter/export-journal.ts";
import { sharedRoom } from "../../models/exporter/rooms.ts";
import { MANIFEST_NAME } from "../../models/manifest.ts";
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
  VerifyProgress,
  VerifyResult,
} from "../contract/library-api.ts";
import { findModelFolder, listModelIds, measureSpace, removeModelFolder, requireSpace } from "../storage.ts";
import { deviceOf, dtypesFor, judge, parametersOf, runBytesOf } from "./assess.ts";
import { copyModel } from "./copy-model.ts";
import { type HttpContext, type Purpose, sleep } from "./http.ts";
import {
  fileBytes,
  installedModel,
  openFolder,
  partialBytes,
  readRecord,
  requireFolder,
  requireManifest,
} from "./installed.ts";
import { findDamage } from "./integrity.ts";
import { makePack } from "./pack.ts";
import { processorRate } from "./processor-speed.ts";
import { type Progress, trackProgress } from "./progress.ts";
import { onThreads } from "./quantizer-thread.ts";
import { repairModel } from "./repair.ts";
import { checkTokenizer, sizeOf } from "./size.ts";
import { openSource } from "./sources.ts";

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
    const opened = await openSource(source, this.#context(call.signal, "look", null));
    const { id, name, ready } = opened;
    const runnable = dtypesFor(facts);
    const offered = ready?.variants.map((variant) => variant.dtype) ?? runnable;
    const dtype = asked ?? runnable.find((each) => offered.includes(each)) ?? null;
    const size = await sizeOf(opened, [dtype ?? offered[0] ?? runnable[0]!]);
    const folder = await findModelFolder(id);
    const model = folder && (await installedModel(folder));
    const installed = model?.manifest.variants.some((variant) => variant.dtype === dtype) ?? false;
    const doneBytes = installed ? size.keepBytes : await partialBytes(folder, model?.manifest ?? null);
    const storage = await measureSpace();
    const shown = dtype ?? runnable[0]!;
    const runBytes = runBytesOf(size.shape, size.keepBytes, shown, deviceOf(facts));
    const share = Math.min(1, doneBytes / size.keepBytes);
    return {
      id,
      name,
      form: ready ? "model" : "checkpoint",
      parameters: parametersOf(size.shape),
      contextLength: size.shape.contextLength,
      device: deviceOf(facts),
      dtype: shown,
      fetchBytes: Math.round(size.fetchBytes * (1 - share)),
      keepBytes: size.keepBytes,
      doneBytes,
      runBytes,
      processorRate: facts.gpu ? null : processorRate(size.keepBytes),
      storage,
      findings: judge({
        shape: size.shape,
        dtype,
        facts,
        storage,
        writeBytes: Math.max(0, size.keepBytes - doneBytes),
        runBytes,
        installed,
      }),
    };
  }

  async install(request: InstallRequest, call: Call<InstallProgress>): Promise<InstallResult> {
    const progress = trackProgress(call.emit, () => performance.now());
    const opened = await openSource(request.source, this.#context(call.signal, "fetch", progress));
    const { id } = opened;
    const dtypes = request.dtypes ?? opened.ready?.variants.map(({ dtype }) => dtype);
    if (!dtypes || dtypes.length === 0) {
      throw new AppError("internal", `${opened.name} is a checkpoint: say which dtypes to make of it.`);
    }
    progress.setId(id);
    progress.setPhase("prepare");
    return this.#exclusively(id, async () => {
      const name = request.name ?? opened.name;
      const { repository, revision, origin } = opened;
      const { keepBytes, shape } = await sizeOf(opened, dtypes);
      await checkTokenizer(opened, shape);
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
      const { warnings } = opened.ready
        ? await copyModel({ ...shared, ready: opened.ready, installed, onProgress: onDone })
        : await onThreads(call.signal, (quantizer) =>
            exportModel({
              ...shared,
              id,
              name,
              repository,
              revision,
              quantizer,
              ...(crossOriginIsolated && { makeRoom: sharedRoom }),
              resumable: true,
              onProgress: ({ writtenBytes, totalBytes }) => onDone(writtenBytes, totalBytes),
            }),
          );
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
        const opened = await openSource(from, this.#context(call.signal, "mend", progress));
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

  #context(signal: AbortSignal, purpose: Purpose, progress: Progress | null): HttpContext {
    return {
      signal,
      purpose,
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
