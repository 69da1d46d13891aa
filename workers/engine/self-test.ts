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

/** Leaves the session empty. Throws `wrong-results`. */
export async function testSession(
  session: Pick<Session, "run" | "truncate">,
  golden: Golden,
  tolerance: number,
): Promise<void> {
  const { ids, probes, positions } = golden;
  const prefill = ids.length - positions.length + 1;
  session.truncate(0);
  for (const [index, { greedy, logits: expected }] of positions.entries()) {
    const read = index === 0 ? ids.slice(0, prefill) : [ids[prefill + index - 1]!];
    const logits = await session.run(read);
    const scale = spreadOf(expected);
    const error = rootMeanSquare(probes.map((id, probe) => logits[id]! - expected[probe]!)) / scale;
    let largest = Number.NEGATIVE_INFINITY;
    for (const logit of logits) if (logit > largest) largest = logit;
    const short = (largest - logits[greedy]!) / scale;
    // Written so that NaN is wrong too.
    if (error <= tolerance && short <= tolerance) continue;
    throw new AppError(
      "wrong-results",
      `This device computes something else than the model says: its results are off by ${share(error)} after ` +
        `${prefill + index} tokens, where ${share(tolerance)} may be.`,
    );
  }
  session.truncate(0);
}

/** The standard deviation. */
function spreadOf(values: readonly number[]): number {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return rootMeanSquare(values.map((value) => value - mean));
}

function rootMeanSquare(values: readonly number[]): number {
  return Math.sqrt(values.reduce((sum, value) => sum + value * value, 0) / values.length);
}

function share(value: number): string {
  return `${(value * 100).toLocaleString("en", { maximumSignificantDigits: 2 })} %`;
}
