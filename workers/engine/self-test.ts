/**
 * Whether this device computes what the model's manifest says it must. A graphics driver that computes nonsense says
 * nothing of it; here it is found out before a word of it reaches the reader.
 */

import { AppError } from "../../models/errors.ts";
import { type Dtype, fileOf, type Golden, type Manifest, type Variant } from "../../models/manifest.ts";
import type { Runtime } from "./runtime.ts";
import type { Session } from "./session.ts";

/**
 * How far logits may be off on average, as a share of how far apart they lie. A right device is far below: a GPU 1e-5 with
 * float32 and 0.003 with 16-bit activations; the processor, which rounds activations to 8 bits, up to 0.06. One that
 * computes nonsense is near 1.4.
 */
export function toleranceOf({ gpu }: Pick<Runtime, "gpu">, dtype: Dtype): number {
  return gpu && dtype !== "q4f16" ? 0.02 : 0.15;
}

/** The same where the device, onnxruntime's build and the graph with its weights are the same. */
export function setupName({ gpu, urls }: Runtime, manifest: Manifest, variant: Variant): string {
  // Older browsers tell less of a device; there an adapter's change may go unnoticed.
  const info = gpu ? (gpu.adapterInfo as GPUAdapterInfo | undefined) : null;
  const adapter = info
    ? [info.vendor, info.architecture, info.device, info.description].join(" ")
    : gpu
      ? "graphics adapter"
      : "processor";
  const build = urls.map((url) => url.slice(url.lastIndexOf("/") + 1)).join(" ");
  const files = [variant.graph, ...variant.data].map((path) => {
    const { sha256, chunks = [] } = fileOf(manifest, path);
    return (sha256 ?? chunks.map((hash) => hash.slice(0, 4)).join("")).slice(0, 64);
  });
  return [adapter, build, ...files].join(" | ");
}

/** So many ids at once take other kernels than a few do, and other tiles of them. */
const LONG_READ = 40;

type Tested = Pick<Session, "run" | "truncate" | "givesAllLogits" | "shape">;

/** Leaves the session empty. Throws `wrong-results`. */
export async function testSession(session: Tested, golden: Golden, tolerance: number): Promise<void> {
  const { ids, positions } = golden;
  const prefill = ids.length - positions.length + 1;
  session.truncate(0);
  for (const index of positions.keys()) {
    const read = index === 0 ? ids.slice(0, prefill) : [ids[prefill + index - 1]!];
    compare(await session.run(read), golden, index, tolerance);
  }
  if (prefill < LONG_READ && session.givesAllLogits) await testLongRead(session, golden, tolerance);
  session.truncate(0);
}

/**
 * A large model's golden results are few, and each id of them is read by itself. What follows an id changes nothing of its
 * results, so a long read that begins with the same ids must give them too; and its last id the same as when it is read by
 * itself, after all the others.
 */
async function testLongRead(session: Tested, golden: Golden, tolerance: number): Promise<void> {
  const { vocab, contextLength } = session.shape;
  const { ids, positions } = golden;
  const long = Array.from({ length: Math.min(LONG_READ, contextLength) }, (_, at) => ids[at % ids.length]!);
  session.truncate(0);
  const logits = await session.run(long, { logits: "all" });
  const row = (at: number) => logits.slice(at * vocab, (at + 1) * vocab);
  for (const index of positions.keys()) compare(row(ids.length - positions.length + index), golden, index, tolerance);
  const together = row(long.length - 1);
  session.truncate(long.length - 1);
  const alone = await session.run(long.slice(-1));
  const error = relativeError(alone, together);
  if (!(error <= tolerance)) throw wrongResults(error, long.length, tolerance);
}

/** `logits`: after the golden results' position of this index. */
function compare(logits: Float32Array, { ids, probes, positions }: Golden, index: number, tolerance: number): void {
  const { greedy, logits: expected } = positions[index]!;
  const error = relativeError(
    probes.map((id) => logits[id]!),
    expected,
  );
  let largest = Number.NEGATIVE_INFINITY;
  for (const logit of logits) if (logit > largest) largest = logit;
  const short = (largest - logits[greedy]!) / spreadOf(expected);
  // Written so that NaN is wrong too.
  if (error <= tolerance && short <= tolerance) return;
  throw wrongResults(error, ids.length - positions.length + index + 1, tolerance);
}

function wrongResults(error: number, tokens: number, tolerance: number): AppError {
  return new AppError(
    "wrong-results",
    `This device computes something else than the model says: its results are off by ${share(error)} after ` +
      `${tokens} tokens, where ${share(tolerance)} may be.`,
  );
}

/** How far logits are off on average (root mean square), as a share of how far the expected ones lie apart. */
export function relativeError(logits: ArrayLike<number>, expected: ArrayLike<number>): number {
  const differences = Array.from(expected, (value, at) => logits[at]! - value);
  return rootMeanSquare(differences) / spreadOf(expected);
}

/** The standard deviation. */
function spreadOf(values: ArrayLike<number>): number {
  const all = Array.from(values);
  const mean = all.reduce((sum, value) => sum + value, 0) / all.length;
  return rootMeanSquare(all.map((value) => value - mean));
}

function rootMeanSquare(values: readonly number[]): number {
  return Math.sqrt(values.reduce((sum, value) => sum + value * value, 0) / values.length);
}

function share(value: number): string {
  return `${(value * 100).toLocaleString("en", { maximumSignificantDigits: 2 })} %`;
}
