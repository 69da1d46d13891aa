/** How much a source holds and how much of it would be kept, from headers alone. */

import { parseNeoXConfig } from "../../models/dolly/config.ts";
import { parseTokenizerFile } from "../../models/dolly/tokenizer-file.ts";
import { AppError } from "../../models/errors.ts";
import { readJson } from "../../models/exporter/bytes.ts";
import { openCheckpoint } from "../../models/exporter/checkpoint.ts";
import { planModel } from "../../models/exporter/gpt-neox.ts";
import { checkTensors } from "../../models/exporter/weights.ts";
import type { Dtype, ModelShape } from "../../models/manifest.ts";
import { withVariants } from "./copy-model.ts";
import { fileBytes } from "./installed.ts";
import type { OpenedSource } from "./sources.ts";

/**
 * Refuses a tokenizer that the engine would refuse, before the weights are fetched rather than after. Throws `bad-file`. One
 * that is missing is told with the model.
 */
export async function checkTokenizer({ folder }: OpenedSource, { vocab }: ModelShape): Promise<void> {
  const file = await folder.open("tokenizer.json");
  if (file) parseTokenizerFile(await readJson(file), vocab);
}

export interface Size {
  readonly shape: ModelShape;
  readonly fetchBytes: number;
  readonly keepBytes: number;
}

/** Throws what the exporter throws for a checkpoint that it could not convert. */
export async function sizeOf({ folder, ready }: OpenedSource, dtypes: readonly Dtype[]): Promise<Size> {
  if (ready) {
    const keepBytes = fileBytes(withVariants(ready, dtypes));
    return { shape: ready.shape, fetchBytes: keepBytes, keepBytes };
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
