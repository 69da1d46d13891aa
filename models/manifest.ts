/**
 * What a runnable model is. A model without a manifest does not exist: the exporter writes it last, so its presence means
 * that every file it names is complete.
 *
 * Parsed strictly: a manifest is data from outside, and its paths end in file and network requests.
 */

import { sizeLimits } from "./dolly/config.ts";
import { AppError, shown } from "./errors.ts";

export const MANIFEST_NAME = "manifest.json";
/** Format 1 had the hash of the whole of large files too. */
export const MANIFEST_FORMAT = 2;

export const dtypes = ["fp32", "q8", "q4", "q4f16"] as const;
/** transformers.js's names: 32-bit floats; int8 weights; 4-bit weights with 32-bit or 16-bit activations. */
export type Dtype = (typeof dtypes)[number];

/**
 * Large files have a hash for each piece of this size instead of one of the whole: a damaged piece can be told from the
 * rest, and pieces can be hashed apart from each other, by what the browser has for whole buffers.
 */
export const CHUNK_BYTES = 8 * 2 ** 20;

/** Past this, onnxruntime-web reads the wrong bytes without a word. */
const FILE_LIMIT_BYTES = 2 ** 32 - 1;

/** One file of a model, by a path relative to the manifest's folder. */
export interface ModelFile {
  readonly path: string;
  readonly bytes: number;
  /** Of a file of at most CHUNK_BYTES. Lower-case hexadecimal. A larger file from elsewhere may have it and no chunks. */
  readonly sha256?: string;
  /** Of each CHUNK_BYTES and what is left, in a file of more than one such piece. */
  readonly chunks?: readonly string[];
}

/** How far one tensor is from the checkpoint after quantizing, in the checkpoint's units. */
export interface QuantizationError {
  readonly tensor: string;
  readonly max: number;
  readonly mean: number;
}

/** What a variant computes, from its own bytes in float64, to tell a device that computes nonsense. */
export interface Golden {
  /** Read by the model as they are, from position 0 on. */
  readonly ids: readonly number[];
  /** The ids whose logits are given. */
  readonly probes: readonly number[];
  /** After each of the last ids; the ids before them are read in one piece with the first of these. */
  readonly positions: readonly {
    /** The id of the largest logit. */
    readonly greedy: number;
    /** Of `probes`. */
    readonly logits: readonly number[];
  }[];
}

/** One way to run the model: a graph, and the external data files its initializers point into. */
export interface Variant {
  readonly dtype: Dtype;
  readonly graph: string;
  readonly data: readonly string[];
  readonly kvDtype: "float32" | "float16";
  /** The tensors furthest off, worst first; empty for fp32. */
  readonly quantization: readonly QuantizationError[];
  /** Absent in models of earlier exporters. */
  readonly golden?: Golden;
}

export interface ModelShape {
  readonly layers: number;
  readonly heads: number;
  readonly headDim: number;
  readonly hidden: number;
  readonly vocab: number;
  readonly contextLength: number;
}

export interface Manifest {
  readonly format: typeof MANIFEST_FORMAT;
  readonly id: string;
  /** As the page shows it, e.g. "Dolly 3B". */
  readonly name: string;
  readonly architecture: "gpt_neox";
  readonly shape: ModelShape;
  readonly source: { readonly repository: string; readonly revision: string | null };
  readonly files: readonly ModelFile[];
  readonly variants: readonly Variant[];
}

const hash = /^[0-9a-f]{64}$/;

/** The hash of the piece at `offset`, a multiple of CHUNK_BYTES; `null` where only that of a large file's whole is known. */
export function chunkHash({ bytes, sha256, chunks }: ModelFile, offset: number): string | null {
  return chunks?.[offset / CHUNK_BYTES] ?? (bytes <= CHUNK_BYTES ? (sha256 ?? null) : null);
}

/** Whether both are known to hold the same bytes. */
export function sameContent(a: ModelFile, b: ModelFile): boolean {
  if (a.bytes !== b.bytes) return false;
  if (a.chunks && b.chunks) return a.chunks.every((each, index) => each === b.chunks?.[index]);
  return a.sha256 !== undefined && a.sha256 === b.sha256;
}

/** The file entry for `path`; throws `bad-file` if the manifest names a file it does not list. */
export function fileOf(manifest: Manifest, path: string): ModelFile {
  const file = manifest.files.find((candidate) => candidate.path === path);
  if (!file) throw new AppError("bad-file", `The manifest of ${manifest.name} does not list the file ${path}.`);
  return file;
}

/** Parses and validates; throws `bad-file` naming the field, or `unsupported` for a newer format, with both numbers. */
export function parseManifest(json: unknown): Manifest {
  const root = object(json, "manifest");
  const format = root.format;
  if (typeof format === "number" && format > MANIFEST_FORMAT) {
    throw new AppError(
      "unsupported",
      `The model's manifest has format ${format} and this version of the page reads up to ${MANIFEST_FORMAT}; update the page.`,
    );
  }
  if (format !== 1 && format !== MANIFEST_FORMAT) throw bad("format", format);
  if (root.architecture !== "gpt_neox") throw bad("architecture", root.architecture);

  const shape = object(root.shape, "shape");
  const source = object(root.source, "source");
  const files = list(root.files, "files").map((entry, index): ModelFile => {
    const where = `files[${index}]`;
    const file = object(entry, where);
    const bytes = count(file.bytes, `${where}.bytes`, 0, FILE_LIMIT_BYTES);
    return {
      path: safePath(file.path, `${where}.path`),
      bytes,
      ...(file.sha256 === undefined && file.chunks !== undefined
        ? {}
        : { sha256: text(file.sha256, `${where}.sha256`, hash) }),
      ...(file.chunks === undefined ? {} : { chunks: chunks(file.chunks, bytes, `${where}.chunks`) }),
    };
  });
  const manifest: Manifest = {
    format: MANIFEST_FORMAT,
    id: text(root.id, "id", /^[a-z0-9][a-z0-9._-]{0,99}$/),
    name: text(root.name, "name", /^[^\p{C}]{1,100}$/u),
    architecture: "gpt_neox",
    shape: {
      layers: count(shape.layers, "shape.layers", 1, sizeLimits.layers),
      heads: count(shape.heads, "shape.heads", 1, sizeLimits.heads),
      headDim: count(shape.headDim, "shape.headDim", 1, sizeLimits.hidden),
      hidden: count(shape.hidden, "shape.hidden", 1, sizeLimits.hidden),
      vocab: count(shape.vocab, "shape.vocab", 1, sizeLimits.vocab),
      contextLength: count(shape.contextLength, "shape.contextLength", 1, sizeLimits.contextLength),
    },
    source: {
      repository: text(source.repository, "source.repository", /^[^\p{C}]{1,300}$/u),
      revision: source.revision === null ? null : text(source.revision, "source.revision", /^[^\p{C}]{1,100}$/u),
    },
    files,
    variants: list(root.variants, "variants").map((entry, index) => variant(entry, `variants[${index}]`)),
  };
  const paths = new Set<string>();
  for (const [index, { path }] of files.entries()) {
    if (paths.has(path)) throw bad(`files[${index}].path`, path);
    paths.add(path);
  }
  for (const { graph, data } of manifest.variants) for (const path of [graph, ...data]) fileOf(manifest, path);
  return manifest;
}

function chunks(value: unknown, bytes: number, where: string): string[] {
  const hashes = list(value, where).map((each, index) => text(each, `${where}[${index}]`, hash));
  if (hashes.length !== Math.ceil(bytes / CHUNK_BYTES)) throw bad(`${where}.length`, hashes.length);
  return hashes;
}

function variant(value: unknown, where: string): Variant {
  const entry = object(value, where);
  const dtype = entry.dtype;
  if (!dtypes.some((known) => known === dtype)) throw bad(`${where}.dtype`, dtype);
  const kvDtype = entry.kvDtype;
  if (kvDtype !== "float32" && kvDtype !== "float16") throw bad(`${where}.kvDtype`, kvDtype);
  return {
    dtype: dtype as Dtype,
    graph: safePath(entry.graph, `${where}.graph`),
    data: list(entry.data, `${where}.data`).map((path, index) => safePath(path, `${where}.data[${index}]`)),
    kvDtype,
    quantization: list(entry.quantization, `${where}.quantization`).map((item, index) => {
      const error = object(item, `${where}.quantization[${index}]`);
      return {
        tensor: text(error.tensor, `${where}.quantization[${index}].tensor`, /^[\w.]{1,200}$/),
        max: magnitude(error.max, `${where}.quantization[${index}].max`),
        mean: magnitude(error.mean, `${where}.quantization[${index}].mean`),
      };
    }),
    ...(entry.golden === undefined ? {} : { golden: golden(entry.golden, `${where}.golden`) }),
  };
}

function golden(value: unknown, where: string): Golden {
  const entry = object(value, where);
  const ids = list(entry.ids, `${where}.ids`).map((id, index) =>
    count(id, `${where}.ids[${index}]`, 0, sizeLimits.vocab - 1),
  );
  const probes = list(entry.probes, `${where}.probes`).map((id, index) =>
    count(id, `${where}.probes[${index}]`, 0, sizeLimits.vocab - 1),
  );
  const positions = list(entry.positions, `${where}.positions`).map((each, index) => {
    const at = `${where}.positions[${index}]`;
    const position = object(each, at);
    const logits = list(position.logits, `${at}.logits`).map((logit, probe) => {
      if (typeof logit !== "number" || !Number.isFinite(logit)) throw bad(`${at}.logits[${probe}]`, logit);
      return logit;
    });
    if (logits.length !== probes.length) throw bad(`${at}.logits.length`, logits.length);
    return { greedy: count(position.greedy, `${at}.greedy`, 0, sizeLimits.vocab - 1), logits };
  });
  if (positions.length === 0 || positions.length > ids.length) throw bad(`${where}.positions.length`, positions.length);
  return { ids, probes, positions };
}

/** A relative path of plain names: nothing that could leave the model's folder or change the host. */
function safePath(value: unknown, where: string): string {
  const path = text(value, where, /^[\w-][\w.-]*(\/[\w-][\w.-]*)*$/);
  if (path.length > 200) throw bad(where, path);
  return path;
}

function object(value: unknown, where: string): Record<string, unknown> {
  if (typeof value !== "object" || value === null || Array.isArray(value)) throw bad(where, value);
  return value as Record<string, unknown>;
}

function list(value: unknown, where: string): unknown[] {
  if (!Array.isArray(value) || value.length > 10_000) throw bad(where, value);
  return value;
}

function text(value: unknown, where: string, pattern: RegExp): string {
  if (typeof value !== "string" || !pattern.test(value)) throw bad(where, value);
  return value;
}

function count(value: unknown, where: string, least: number, most: number): number {
  if (typeof value !== "number" || !Number.isSafeInteger(value) || value < least || value > most)
    throw bad(where, value);
  return value;
}

function magnitude(value: unknown, where: string): number {
  if (typeof value !== "number" || !Number.isFinite(value) || value < 0) throw bad(where, value);
  return value;
}

function bad(where: string, value: unknown): AppError {
  return new AppError("bad-file", `The model's manifest is damaged: ${where} is ${shown(value)}.`);
}
