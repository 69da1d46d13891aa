/**
 * A ready model as a source has it: by its manifest, or without one, in transformers.js's layout, by what its graphs say of
 * themselves. The engine feeds graphs like the exporter's and no others, and a graph that is fed wrongly answers nonsense
 * rather than fails; so one that differs is refused, in a sentence that says how.
 */

import { titleOf } from "../../models/catalogue.ts";
import { type NeoXConfig, parseNeoXConfig } from "../../models/dolly/config.ts";
import { AppError, shown } from "../../models/errors.ts";
import { type ByteSource, readJson, type SourceFolder } from "../../models/exporter/bytes.ts";
import { type GraphSummary, type GraphValue, readOnnx } from "../../models/exporter/read-onnx.ts";
import { GRAPH_FOLDER, graphName, tokenizerFiles } from "../../models/exporter/transformers-js.ts";
import {
  type Dtype,
  dtypes,
  MANIFEST_FORMAT,
  type Manifest,
  type ModelFile,
  parseManifest,
  type Variant,
} from "../../models/manifest.ts";

/** A file that is still to be fetched: without a manifest it has no hash yet. */
export interface SourceFile extends ModelFile {
  /** What changes when the content does, where no hash is known. */
  readonly version?: string | null;
}

export interface ReadyModel extends Omit<Manifest, "files"> {
  readonly files: readonly SourceFile[];
}

/** The engine takes a graph whole into memory; weights beside it are read where they lie. */
const GRAPH_LIMIT_BYTES = 64 * 2 ** 20;

/** How many positions, from the last, get logits; transformers.js knows it by this name. */
const LOGITS_TO_KEEP = "num_logits_to_keep";

const otherFiles = ["config.json", "generation_config.json", ...tokenizerFiles];

/** `null` where the folder has no graphs. Throws `unsupported` for a graph the engine cannot feed, saying what differs. */
export async function describeOnnx(folder: SourceFolder, source: Manifest["source"]): Promise<ReadyModel | null> {
  const graphs: { readonly dtype: Dtype; readonly file: ByteSource }[] = [];
  for (const dtype of dtypes) {
    const file = await folder.open(`${GRAPH_FOLDER}/${graphName(dtype)}`);
    if (file) graphs.push({ dtype, file });
  }
  if (graphs.length === 0) return null;

  const files = new Map<string, SourceFile>();
  const add = async (path: string, opened: ByteSource | null) => {
    if (!opened) return false;
    files.set(path, { path, bytes: opened.size, version: opened.version ?? null });
    return true;
  };
  for (const path of otherFiles) await add(path, await folder.open(path));
  for (const path of ["config.json", "tokenizer.json"]) {
    if (!files.has(path)) throw new AppError("unsupported", `${folder.name} has no ${path}, which every model needs.`);
  }
  const config = parseNeoXConfig(await readJson((await folder.open("config.json"))!));
  const { layers, heads, headDim, hidden, vocab, contextLength } = config;

  const variants: Variant[] = [];
  for (const { dtype, file } of graphs) {
    const path = `${GRAPH_FOLDER}/${graphName(dtype)}`;
    if (file.size > GRAPH_LIMIT_BYTES) throw unsupported(path, `has ${file.size} bytes, its weights inside it`);
    const graph = await readOnnx(file);
    checkGraph(graph, config, path);
    await add(path, file);
    const data: string[] = [];
    for (const [location, neededBytes] of graph.external) {
      if (!/^[\w-][\w.-]*$/.test(location))
        throw unsupported(path, `has weights in ${shown(location)}, no file beside it`);
      const weights = `${GRAPH_FOLDER}/${location}`;
      const opened = await folder.open(weights);
      if (!(await add(weights, opened)))
        throw new AppError("bad-file", `${folder.name} has no ${weights}, where ${path} has its weights.`);
      if (opened!.size < neededBytes) {
        throw new AppError(
          "bad-file",
          `${weights} is cut short: it has ${opened!.size} bytes and ${path} needs ${neededBytes}.`,
        );
      }
      data.push(weights);
    }
    const kvDtype = pastType(graph) === "float16" ? "float16" : "float32";
    variants.push({ dtype, graph: path, data, kvDtype, quantization: [] });
  }
  const { id, name } = titleOf(source.repository);
  const shape = { layers, heads, headDim, hidden, vocab, contextLength };
  const model: ReadyModel = {
    format: MANIFEST_FORMAT,
    id,
    name,
    architecture: "gpt_neox",
    shape,
    source,
    files: [...files.values()],
    variants,
  };
  // What the manifest will refuse is refused now, not when all has come.
  parseManifest({ ...model, files: model.files.map(({ path, bytes }) => ({ path, bytes, sha256: "0".repeat(64) })) });
  return model;
}

const pastType = ({ inputs }: GraphSummary) =>
  inputs.find(({ name }) => name === "past_key_values.0.key")?.type ?? null;

/** Throws `unsupported` where the graph is not one that workers/engine/session.ts feeds. */
function checkGraph(
  { inputs, outputs, operators }: GraphSummary,
  { layers, heads, headDim, vocab }: NeoXConfig,
  path: string,
): void {
  const type = inputs.find(({ name }) => name === "past_key_values.0.key")?.type;
  const named = (of: readonly GraphValue[]) => new Map(of.map((value) => [value.name, value]));
  const given = named(inputs);
  const made = named(outputs);
  const cache = Array.from({ length: layers }, (_, layer) => [`${layer}.key`, `${layer}.value`]).flat();
  const fed = new Set([
    "input_ids",
    "attention_mask",
    LOGITS_TO_KEEP,
    ...cache.map((each) => `past_key_values.${each}`),
  ]);
  const extra = inputs.find(({ name }) => !fed.has(name));
  if (extra) throw unsupported(path, `takes the input ${shown(extra.name)}`);
  for (const name of ["input_ids", "attention_mask"]) {
    if (given.get(name)?.type !== "int64") throw unsupported(path, `does not take ${name} as 64-bit integers`);
  }
  if (type !== "float32" && type !== "float16")
    throw unsupported(path, "takes no keys and values of earlier positions");
  for (const each of cache) {
    for (const [value, name] of [
      [given.get(`past_key_values.${each}`), `past_key_values.${each}`],
      [made.get(`present.${each}`), `present.${each}`],
    ] as const) {
      if (value?.type === type && value.dims.length === 4 && value.dims[1] === heads && value.dims[3] === headDim)
        continue;
      throw unsupported(
        path,
        `has no ${name} of [batch, ${heads}, positions, ${headDim}], as config.json would have it`,
      );
    }
  }
  const logits = made.get("logits");
  if (logits?.type !== "float32") throw unsupported(path, "does not give its logits as 32-bit floats");
  if (logits.dims[1] !== 1 && given.get(LOGITS_TO_KEEP)?.type !== "int64") {
    throw unsupported(path, `gives logits for every position and takes no ${LOGITS_TO_KEEP}`);
  }
  if (logits.dims[2] !== vocab) throw unsupported(path, `gives logits for other than config.json's ${vocab} tokens`);
  // It alone reads how many positions are filled from the mask, so that keys and values can stay in one place.
  if (!operators.has("com.microsoft.GroupQueryAttention")) {
    throw unsupported(path, "computes attention otherwise than by GroupQueryAttention");
  }
}

function unsupported(path: string, what: string): AppError {
  return new AppError(
    "unsupported",
    `${path} cannot be run here: it ${what}. Graphs made by this project's exporter run, and so do official weights, which are converted here.`,
  );
}
