/**
 * The pipeline: a folder with a checkpoint becomes a folder with a runnable model. The same in Node and in a worker; the
 * two folders do the I/O. Nothing appears under its name before it is whole, and the manifest comes last, so that
 * "manifest exists" means "model complete".
 */

import { type NeoXConfig, parseNeoXConfig } from "../dolly/config.ts";
import { AppError } from "../errors.ts";
import {
  dtypes as allDtypes,
  type Dtype,
  MANIFEST_FORMAT,
  MANIFEST_NAME,
  type Manifest,
  type ModelFile,
  parseManifest,
  type Variant,
} from "../manifest.ts";
import { type OutputFolder, readJson, type SourceFolder } from "./bytes.ts";
import { type Checkpoint, openCheckpoint } from "./checkpoint.ts";
import { openDataFiles } from "./data-files.ts";
import { jsonBytes, writeDocuments } from "./documents.ts";
import { type ExportJournal, JOURNAL_NAME, openExportJournal, openStepLog, type Step } from "./export-journal.ts";
import { computeGolden } from "./golden.ts";
import { kvDtype, type ModelPlan, planModel } from "./gpt-neox.ts";
import { writeFile } from "./hashed-file.ts";
import { encodeModel } from "./onnx.ts";
import { openQuantizer, type Quantizer } from "./quantizer.ts";
import { type MakeRoom, Rooms } from "./rooms.ts";
import { dataName, GRAPH_FOLDER, graphName } from "./transformers-js.ts";
import { DATA_FILE_LIMIT_BYTES, initializersOf } from "./weight-plan.ts";
import { checkTensors, writeWeight } from "./weights.ts";

export interface ExportOptions {
  readonly source: SourceFolder;
  /** May hold earlier variants of the same model: they stay, and the manifest then lists them all. */
  readonly output: OutputFolder;
  readonly dtypes: readonly Dtype[];
  /** For the manifest; see there. */
  readonly id: string;
  readonly name: string;
  readonly repository: string;
  readonly revision: string | null;
  readonly signal: AbortSignal;
  /** One on this thread where not given. */
  readonly quantizer?: Quantizer;
  /** How the arrays are made that a checkpoint's pieces lie in, and go to the quantizer. */
  readonly makeRoom?: MakeRoom;
  /** Keeps a journal and half-written files when it is stopped or fails, and goes on from those of an earlier attempt. */
  readonly resumable?: boolean;
  /** Called before each weight, after each piece of it is converted, and once at the end. */
  readonly onProgress: (progress: ExportProgress) => void;
  /** For tests; DATA_FILE_LIMIT_BYTES otherwise. */
  readonly dataFileLimitBytes?: number;
}

export interface ExportProgress {
  readonly dtype: Dtype | null;
  /** The weight being written, in the checkpoint's words; `null` at the end. */
  readonly tensor: string | null;
  /** Converted, and all but some of one weight written. */
  readonly writtenBytes: number;
  readonly totalBytes: number;
}

export interface ExportResult {
  readonly manifest: Manifest;
  /** Sentences: what is missing from the checkpoint without which the model still runs. */
  readonly warnings: readonly string[];
}

/** Part of the journal's key: raised when the same checkpoint gives other bytes than before. */
const EXPORT_VERSION = 2;

/** The manifest keeps this many of the tensors furthest off: 12b has 146, and nobody reads past the first few. */
const REPORTED_TENSORS = 16;

/** A graph and its data files, known to the byte before any of them is written. */
interface PlannedVariant {
  readonly dtype: Dtype;
  readonly plan: ModelPlan;
}

/**
 * Reads the checkpoint once for each dtype.
 *
 * Throws `bad-file` or `unsupported` before anything is written where the checkpoint is at fault, what the folders throw
 * where they are, and `AbortError`. Files half written are dropped.
 */
export async function exportModel(options: ExportOptions): Promise<ExportResult> {
  const { source, output, signal } = options;

  // 1. Read the sizes, and plan the graph and files of every variant. What goes into the manifest is checked here too,
  //    not after an hour's work.
  const configSource = await source.open("config.json");
  if (!configSource) throw new AppError("bad-file", `${source.name} has no config.json.`);
  const configJson = await readJson(configSource);
  const config = parseNeoXConfig(configJson);
  const title = {
    format: MANIFEST_FORMAT,
    id: options.id,
    name: options.name,
    architecture: "gpt_neox",
    shape: shapeOf(config),
    source: { repository: options.repository, revision: options.revision },
  } as const;
  parseManifest({ ...title, files: [], variants: [] } satisfies Manifest);
  const planned = options.dtypes.map((dtype): PlannedVariant => {
    const limit = options.dataFileLimitBytes ?? DATA_FILE_LIMIT_BYTES;
    return { dtype, plan: planModel(config, dtype, dataName(dtype), limit) };
  });

  // 2. Check that the checkpoint holds every tensor they need.
  const checkpoint = await openCheckpoint(source);
  for (const { plan } of planned) checkTensors(checkpoint, plan.weights);

  // 3. Look at what the output folder holds; a variant about to be replaced ends its manifest's truth.
  const earlier = await earlierManifest(output, config);
  if (earlier?.variants.some(({ dtype }) => options.dtypes.includes(dtype))) await output.remove(MANIFEST_NAME);
  const kept = earlier?.variants.filter(({ dtype }) => !options.dtypes.includes(dtype)) ?? [];

  // 4. Write the data files and the graph of each variant. Kept variants keep their files' entries; their hashes were
  //    true when they were written and nothing here touches those files.
  const files = new Map<string, ModelFile>();
  for (const path of kept.flatMap(({ graph, data }) => [graph, ...data])) {
    const file = earlier?.files.find((candidate) => candidate.path === path);
    if (file) files.set(path, file);
  }
  const totalBytes = sum(planned.flatMap(({ plan }) => plan.dataFiles.map(({ bytes }) => bytes)));
  const variants: Variant[] = [...kept];
  const quantizer = options.quantizer ?? openQuantizer();
  let writtenBytes = 0;
  const journal = options.resumable
    ? await openExportJournal(output, journalKey(options, configJson, checkpoint))
    : null;
  try {
    let step = 0;
    for (const { dtype, plan } of planned) {
      const onWeight = (tensor: string, bytes: number) => {
        options.onProgress({ dtype, tensor, writtenBytes: writtenBytes + bytes, totalBytes });
      };
      // One step a weight, and one for closing the last file.
      const done = journal?.steps.slice(step, step + plan.weights.length + 1) ?? [];
      step += plan.weights.length + 1;
      const written = await writeVariant({
        output,
        config,
        checkpoint,
        quantizer,
        rooms: new Rooms(options.makeRoom),
        dtype,
        plan,
        journal,
        done,
        onWeight,
        signal,
      });
      for (const file of written.files) files.set(file.path, file);
      variants.push(written.variant);
      writtenBytes += sum(plan.dataFiles.map(({ bytes }) => bytes));
    }
  } finally {
    await journal?.close();
  }
  variants.sort((a, b) => allDtypes.indexOf(a.dtype) - allDtypes.indexOf(b.dtype));

  // 5. Write the small files around them. They are in the earlier manifest too, so that goes first.
  await output.remove(MANIFEST_NAME);
  const documents = await writeDocuments(source, output, configJson, variants);
  for (const file of documents.files) files.set(file.path, file);

  // 6. Write the manifest.
  const manifest = parseManifest({
    ...title,
    files: [...files.values()].sort((a, b) => (a.path < b.path ? -1 : 1)),
    variants,
  } satisfies Manifest);
  await writeFile(output, MANIFEST_NAME, jsonBytes(manifest));
  if (journal) await output.remove(JOURNAL_NAME);
  options.onProgress({ dtype: null, tensor: null, writtenBytes, totalBytes });
  return { manifest, warnings: documents.warnings };
}

/** The manifest in the output folder, or `null`; throws `bad-file` when it is another model's. */
async function earlierManifest(output: OutputFolder, config: NeoXConfig): Promise<Manifest | null> {
  const file = await output.open(MANIFEST_NAME);
  if (!file) return null;
  const manifest = parseManifest(await readJson(file));
  for (const [what, size] of Object.entries(shapeOf(config))) {
    const earlier = manifest.shape[what as keyof Manifest["shape"]];
    if (earlier === size) continue;
    throw new AppError(
      "bad-file",
      `${output.name} holds another model, ${manifest.name}, whose ${what} is ${earlier} and not ${size}; choose an empty folder.`,
    );
  }
  return manifest;
}

/** What the page must know to make a cache and to count positions. */
function shapeOf(config: NeoXConfig): Manifest["shape"] {
  const { layers, heads, headDim, hidden, vocab, contextLength } = config;
  return { layers, heads, headDim, hidden, vocab, contextLength };
}

/** What the bytes of the data files depend on: a journal with another key is of another export. */
function journalKey({ dtypes, dataFileLimitBytes }: ExportOptions, config: unknown, { tensors }: Checkpoint): string {
  const sources = new Set(Array.from(tensors.values(), ({ source }) => source));
  return JSON.stringify({
    version: EXPORT_VERSION,
    dtypes,
    dataFileLimitBytes: dataFileLimitBytes ?? DATA_FILE_LIMIT_BYTES,
    config,
    sources: Array.from(sources, ({ size, version }) => ({ size, version: version ?? null })),
  });
}

interface VariantJob {
  readonly output: OutputFolder;
  readonly config: NeoXConfig;
  readonly checkpoint: Checkpoint;
  readonly quantizer: Quantizer;
  readonly rooms: Rooms;
  readonly dtype: Dtype;
  readonly plan: ModelPlan;
  readonly journal: ExportJournal | null;
  /** This variant's steps of an earlier attempt. */
  readonly done: readonly Step[];
  readonly onWeight: (tensor: string, writtenBytes: number) => void;
  readonly signal: AbortSignal;
}

/**
 * Writes one variant's data files, computing from them what a device must compute, then its graph. `onWeight` is called
 * before each weight, and as it is written, with the bytes written so far. Data files finished before a failure stay:
 * without a manifest they mean nothing, and the next export goes on from them or replaces them.
 */
async function writeVariant(job: VariantJob): Promise<{ variant: Variant; files: ModelFile[] }> {
  const { output, config, checkpoint, quantizer, rooms, dtype, plan, journal, done, onWeight, signal } = job;
  const errors = done.flatMap(({ error }) => error ?? []);
  const writer = await openDataFiles(output, done);
  const log = journal && openStepLog(journal, writer.flush);
  // Beside the writing: each weight is read back while it is still in the system's memory.
  const golden = computeGolden({ config, weights: plan.weights, read: writer.read, quantizer, rooms, signal });
  golden.catch(() => undefined); // told below, unless the writing itself fails
  try {
    for (const weight of plan.weights.slice(done.length)) {
      signal.throwIfAborted();
      const tensor = weight.kind === "rotary" ? `rotary.${weight.table}` : weight.tensor;
      const before = writer.writtenBytes();
      const weightBytes = sum(initializersOf(weight).map(({ length }) => length));
      onWeight(tensor, before);
      const onConverted = (share: number) => onWeight(tensor, before + Math.floor(share * weightBytes));
      const { write } = writer;
      const error = await writeWeight({ weight, config, checkpoint, quantizer, rooms, write, onConverted, signal });
      if (error) errors.push(error);
      log?.add(writer.step(error));
    }
    if (done.length <= plan.weights.length) {
      await writer.finishCurrent();
      log?.add(writer.step(null));
      await log?.settle();
    }
    await golden;
  } catch (error) {
    await log?.settle().catch(() => undefined); // already failing, and the first error is what matters
    await (log ? writer.suspend() : writer.abort());
    await golden.catch(() => undefined); // it reads what the next attempt may write
    throw error;
  }
  const files = writer.finished();
  // The graph names offsets that were planned; a file of another length would be read askew without an error.
  for (const [index, { name, bytes }] of plan.dataFiles.entries()) {
    if (files[index]?.path === `${GRAPH_FOLDER}/${name}` && files[index]?.bytes === bytes) continue;
    throw new AppError("internal", `${name} was planned with ${bytes} bytes and has ${files[index]?.bytes}.`);
  }
  const graph = await writeFile(output, `${GRAPH_FOLDER}/${graphName(dtype)}`, encodeModel(plan.graph));
  return {
    files: [graph, ...files],
    variant: {
      dtype,
      graph: graph.path,
      data: files.map(({ path }) => path),
      kvDtype: kvDtype(dtype),
      golden: await golden,
      quantization: errors.sort((a, b) => b.mean - a.mean).slice(0, REPORTED_TENSORS),
    },
  };
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
