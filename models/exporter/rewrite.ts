/**
 * Makes parts of an exported model anew from its checkpoint: only the weights that touch a damaged range are read,
 * converted and written, in place.
 */

import { type NeoXConfig, parseNeoXConfig } from "../dolly/config.ts";
import { AppError } from "../errors.ts";
import { fileOf, type Manifest, type Variant } from "../manifest.ts";
import { type OutputFolder, readJson, type SourceFolder } from "./bytes.ts";
import { type Checkpoint, openCheckpoint } from "./checkpoint.ts";
import { writeDocuments } from "./documents.ts";
import { planModel } from "./gpt-neox.ts";
import { writeFile } from "./hashed-file.ts";
import { type ExternalInitializer, encodeModel } from "./onnx.ts";
import { openQuantizer } from "./quantizer.ts";
import { Rooms } from "./rooms.ts";
import { dataName, GRAPH_FOLDER } from "./transformers-js.ts";
import { DATA_FILE_LIMIT_BYTES, initializersOf } from "./weight-plan.ts";
import { checkTensors, writeWeight } from "./weights.ts";

/** Bytes of a file, by its path in the model's folder. */
export interface Range {
  readonly path: string;
  readonly offset: number;
  readonly bytes: number;
}

export interface RewriteOptions {
  readonly source: SourceFolder;
  readonly manifest: Manifest;
  readonly output: OutputFolder;
  /** Overwrites bytes in place, making or lengthening the file where it must. */
  readonly patch: (path: string, offset: number, bytes: Uint8Array) => Promise<void>;
  readonly damaged: readonly Range[];
  readonly signal: AbortSignal;
  readonly onWritten: (bytes: number) => void;
  /** For tests; DATA_FILE_LIMIT_BYTES otherwise. */
  readonly dataFileLimitBytes?: number;
}

/** Whether the ranges are sound afterwards is for the caller to check. Throws what an export throws. */
export async function rewrite(options: RewriteOptions): Promise<void> {
  const { source, manifest, output, damaged } = options;
  const configSource = await source.open("config.json");
  if (!configSource) throw new AppError("bad-file", `${source.name} has no config.json.`);
  const configJson = await readJson(configSource);
  const config = parseNeoXConfig(configJson);
  const documents = new Set(damaged.map(({ path }) => path));
  const checkpoint = await openCheckpoint(source);
  for (const variant of manifest.variants) {
    const paths = [variant.graph, ...variant.data];
    if (paths.some((path) => documents.has(path))) await rewriteVariant(options, variant, config, checkpoint);
    for (const path of paths) documents.delete(path);
  }
  if (documents.size > 0) await writeDocuments(source, output, configJson, manifest.variants);
}

async function rewriteVariant(
  { manifest, output, patch, damaged, signal, onWritten, dataFileLimitBytes }: RewriteOptions,
  variant: Variant,
  config: NeoXConfig,
  checkpoint: Checkpoint,
): Promise<void> {
  const limit = dataFileLimitBytes ?? DATA_FILE_LIMIT_BYTES;
  const plan = planModel(config, variant.dtype, dataName(variant.dtype), limit);
  for (const { name, bytes } of plan.dataFiles) {
    const path = pathOf(name);
    if (variant.data.includes(path) && fileOf(manifest, path).bytes === bytes) continue;
    throw new AppError("unsupported", `${manifest.name} was made by another version; remove it and install it again.`);
  }
  checkTensors(checkpoint, plan.weights);
  const touches = (path: string, from: number, to: number) =>
    damaged.some((range) => range.path === path && range.offset < to && from < range.offset + range.bytes);

  if (touches(variant.graph, 0, Number.POSITIVE_INFINITY)) {
    await writeFile(output, variant.graph, encodeModel(plan.graph));
  }
  const quantizer = openQuantizer();
  const rooms = new Rooms();
  const ends = new Map<string, number>();
  for (const weight of plan.weights) {
    signal.throwIfAborted();
    let wanted = false;
    for (const { location, offset, length } of initializersOf(weight)) {
      // The zeros before an aligned initializer are bytes of the file too.
      const end = ends.get(location) ?? 0;
      if (touches(pathOf(location), end, offset)) await patch(pathOf(location), end, new Uint8Array(offset - end));
      ends.set(location, offset + length);
      wanted ||= touches(pathOf(location), offset, offset + length);
    }
    if (!wanted) continue;
    const written = new Map<string, number>();
    const write = async ({ name, location, offset }: ExternalInitializer, bytes: Uint8Array) => {
      const at = written.get(name) ?? 0;
      written.set(name, at + bytes.length);
      await patch(pathOf(location), offset + at, bytes);
      onWritten(bytes.length);
    };
    await writeWeight({ weight, config, checkpoint, quantizer, rooms, write, signal });
  }
}

function pathOf(location: string): string {
  return `${GRAPH_FOLDER}/${location}`;
}
