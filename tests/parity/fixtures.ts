/** The reference checkpoints: random weights, with logits that Hugging Face's GPTNeoXForCausalLM computed. */

import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { SourceFolder } from "../../models/exporter/bytes.ts";
import { diskFolder } from "../../models/exporter/cli/disk-folder.ts";
import { sharedFixtures, withoutFixtures } from "../fixtures/shared-fixtures.ts";

export { sharedFixtures, withoutFixtures };

/** 3b's head shape; 7b's and 12b's, in two shards; the full vocabulary, laid out as the published files are. */
export const checkpointNames = ["neox-head80", "neox-head128", "dolly-vocab"] as const;
export type CheckpointName = (typeof checkpointNames)[number];

export interface Expected {
  /** A prompt, then the greedy continuation. */
  readonly inputIds: readonly number[];
  readonly promptLength: number;
  /** By position, from `firstPosition`; not all positions may be there. */
  readonly logits: readonly Float32Array[];
  readonly firstPosition: number;
}

function fixturePath(...path: readonly string[]): string {
  const folder = sharedFixtures();
  if (folder === null) throw new Error("The reference fixtures are not here.");
  return join(folder, ...path);
}

export function expectedLogits(name: CheckpointName): Expected {
  const json = JSON.parse(readFileSync(fixturePath("checkpoints", name, "expected.json"), "utf8"));
  const [rows, vocab]: [number, number] = json.logits.shape;
  const all = new Float32Array(Uint8Array.from(Buffer.from(json.logits.base64, "base64")).buffer);
  return {
    inputIds: json.input_ids,
    promptLength: json.prompt_length,
    logits: Array.from({ length: rows }, (_, row) => all.subarray(row * vocab, (row + 1) * vocab)),
    firstPosition: json.logits.first_position,
  };
}

/** The checkpoint as one format only, so that a test reads the one it names. */
export function checkpointFolder(name: CheckpointName, format: "safetensors" | "torch"): SourceFolder {
  const folder = diskFolder(fixturePath("checkpoints", name));
  const other = format === "safetensors" ? /\.bin/ : /safetensors/;
  return {
    name: `${name} as ${format}`,
    open: async (path) => (other.test(path) ? null : folder.open(path)),
  };
}
