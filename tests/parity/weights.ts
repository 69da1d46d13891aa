/** A checkpoint's weights for the reference: as stored, or as a dtype's kernels see them after quantizing. */

import type { NeoXConfig } from "../../models/dolly/config.ts";
import { parseNeoXConfig } from "../../models/dolly/config.ts";
import { readJson, type SourceFolder } from "../../models/exporter/bytes.ts";
import { openCheckpoint } from "../../models/exporter/checkpoint.ts";
import { roundToFloat16 } from "../../models/exporter/float.ts";
import {
  dequantizeBlocks,
  dequantizeRows,
  newTally,
  quantizeBlocks,
  quantizeRows,
} from "../../models/exporter/quantize.ts";
import type { Dtype } from "../../models/manifest.ts";
import { readFloats } from "../fixtures/read-floats.ts";
import type { Weights } from "./reference.ts";

export interface LoadedCheckpoint {
  readonly config: NeoXConfig;
  readonly weights: (dtype: Dtype) => Weights;
}

export async function loadCheckpoint(folder: SourceFolder): Promise<LoadedCheckpoint> {
  const configFile = await folder.open("config.json");
  if (!configFile) throw new Error(`${folder.name} has no config.json.`);
  const stored = new Map<string, { values: Float32Array; shape: readonly number[] }>();
  for (const tensor of (await openCheckpoint(folder)).tensors.values()) {
    if (tensor.format === null) continue;
    const elements = tensor.shape.reduce((product, size) => product * size, 1);
    stored.set(tensor.name, { values: await readFloats(tensor, 0, elements), shape: tensor.shape });
  }
  return {
    config: parseNeoXConfig(await readJson(configFile)),
    weights(dtype) {
      const seen = new Map<string, Float32Array>();
      return (name) => {
        const tensor = stored.get(name);
        if (!tensor) throw new Error(`There is no tensor ${name}.`);
        const values = seen.get(name) ?? asSeen(dtype, tensor.values, tensor.shape);
        seen.set(name, values);
        return values;
      };
    },
  };
}

/** Matrices are quantized along their rows, so the order in which the exporter writes the rows does not matter. */
function asSeen(dtype: Dtype, values: Float32Array, shape: readonly number[]): Float32Array {
  if (dtype === "fp32") return values;
  if (shape.length !== 2) return dtype === "q4f16" ? values.map(roundToFloat16) : values;
  const [rows = 0, columns = 0] = shape;
  if (dtype === "q8") {
    const codes = new Int8Array(values.length);
    const scales = new Float32Array(rows);
    quantizeRows(values, columns, codes, scales, newTally());
    return dequantizeRows(codes, columns, scales);
  }
  const codes = new Uint8Array(values.length / 2);
  const scales = new Float32Array(values.length / 32);
  quantizeBlocks(values, dtype === "q4f16" ? "float16" : "float32", codes, scales, newTally());
  return dequantizeBlocks(codes, scales);
}
