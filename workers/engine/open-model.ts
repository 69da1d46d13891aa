/** Brings together what a session is made of, from wherever the model lies. */

import { MANIFEST_NAME, type Manifest, type Variant } from "../../models/manifest.ts";
import type { Call } from "../contract/call.ts";
import type { LoadProgress, ModelPlace } from "../contract/engine-api.ts";
import type { ModelFolder } from "../storage.ts";
import { openInstalled } from "./installed-model.ts";
import { fetchFile, fetchManifest } from "./model-files.ts";
import type { SessionFiles } from "./session.ts";
import { bytesFile, type WeightFile } from "./weight-files.ts";

export const TOKENIZER = "tokenizer.json";
export const TOKENIZER_CONFIG = "tokenizer_config.json";

/** Progress is pushed at most ten times a second. */
const PROGRESS_MS = 100;

export interface ModelFiles extends SessionFiles {
  readonly tokenizer: Uint8Array;
  readonly tokenizerConfig: Uint8Array;
  /** Absolute URLs of what came over the network; none of an installed model. */
  readonly urls: readonly string[];
  /** Where the model is installed; null where it is served. */
  readonly folder: ModelFolder | null;
  /** After a failure: throws where that is because the files have gone meanwhile. */
  check(): Promise<void>;
  /** Once the session is made. */
  close(): void;
}

export interface OpenModel {
  readonly manifest: Manifest;
  open(variant: Variant): Promise<ModelFiles>;
}

/** Throws what the place throws. */
export async function openModel(place: ModelPlace, call: Call<LoadProgress>): Promise<OpenModel> {
  return place.kind === "url" ? openServed(place.folderUrl, call) : openStored(place.id, call);
}

async function openServed(folderUrl: string, call: Call<LoadProgress>): Promise<OpenModel> {
  const manifest = await fetchManifest(folderUrl, call.signal);
  return {
    manifest,
    async open({ graph, data }) {
      const paths = [TOKENIZER, TOKENIZER_CONFIG, graph, ...data];
      const files = await fetchAll(manifest, paths, folderUrl, call);
      return {
        tokenizer: files.get(TOKENIZER)!,
        tokenizerConfig: files.get(TOKENIZER_CONFIG)!,
        graph: files.get(graph)!,
        data: new Map(data.map((path) => [nameOf(path), bytesFile(files.get(path)!)])),
        onRead() {}, // has come already
        urls: [MANIFEST_NAME, ...paths].map((path) => new URL(path, folderUrl).href),
        folder: null,
        async check() {},
        close() {},
      };
    },
  };
}

async function openStored(id: string, call: Call<LoadProgress>): Promise<OpenModel> {
  const model = await openInstalled(id);
  return {
    manifest: model.manifest,
    async open({ graph, data }) {
      const check = () => model.check([TOKENIZER, TOKENIZER_CONFIG, graph, ...data]);
      try {
        const weights = new Map<string, WeightFile>();
        for (const path of data) weights.set(nameOf(path), await model.weights(path));
        return {
          tokenizer: await model.read(TOKENIZER),
          tokenizerConfig: await model.read(TOKENIZER_CONFIG),
          graph: await model.read(graph),
          data: weights,
          onRead: progress("start", model.manifest, data, call),
          urls: [],
          folder: model.folder,
          check,
          close: model.close,
        };
      } catch (error) {
        model.close();
        await check();
        throw error;
      }
    },
  };
}

/** What the graph's initializers call a data file: its name without its folder. */
function nameOf(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1);
}

async function fetchAll(
  manifest: Manifest,
  paths: readonly string[],
  folderUrl: string,
  call: Call<LoadProgress>,
): Promise<Map<string, Uint8Array<ArrayBuffer>>> {
  const onBytes = progress("download", manifest, paths, call);
  const files = await Promise.all(
    paths.map(async (path) => [path, await fetchFile(manifest, path, folderUrl, call.signal, onBytes)] as const),
  );
  return new Map(files);
}

/** Emits how much of some files has come, as each piece is reported. */
function progress(
  phase: LoadProgress["phase"],
  manifest: Manifest,
  paths: readonly string[],
  { emit }: Call<LoadProgress>,
): (bytes: number) => void {
  const totalBytes = manifest.files
    .filter(({ path }) => paths.includes(path))
    .reduce((sum, { bytes }) => sum + bytes, 0);
  let loadedBytes = 0;
  let emittedAt = 0;
  return (bytes) => {
    loadedBytes += bytes;
    const now = performance.now();
    if (now - emittedAt < PROGRESS_MS && loadedBytes < totalBytes) return;
    emittedAt = now;
    emit({ phase, loadedBytes: Math.min(loadedBytes, totalBytes), totalBytes });
  };
}
