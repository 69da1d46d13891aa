import { expect, it } from "vitest";
import { parseNeoXConfig } from "../../../models/dolly/config.ts";
import { planModel } from "../../../models/exporter/gpt-neox.ts";
import { checkLimits } from "../../../workers/engine/gpu-memory.ts";

it("[D8] a device whose limits are too small for a weight is refused, with both sizes", () => {
  const config = parseNeoXConfig({
    model_type: "gpt_neox",
    hidden_size: 5120,
    num_hidden_layers: 36,
    num_attention_heads: 40,
    intermediate_size: 20480,
    vocab_size: 50688,
    max_position_embeddings: 2048,
    rotary_pct: 0.25,
  });
  const { graph } = planModel(config, "q4", "data");
  const limits = (bytes: number) => ({ maxBufferSize: 2 ** 30, maxStorageBufferBindingSize: bytes });
  // What WebGPU promises of every device is just enough for the head of 12b at 4 bits.
  expect(() => checkLimits(limits(2 ** 27), graph)).not.toThrow();
  expect(() => checkLimits(limits(2 ** 26), graph)).toThrow(
    /binds 68 MB at once, and the model's gpt_neox\.\S+ has 130 MB/,
  );
  expect(() => checkLimits({ ...limits(2 ** 27), maxBufferSize: 2 ** 26 }, graph)).toThrow(/binds 68 MB/);
});
