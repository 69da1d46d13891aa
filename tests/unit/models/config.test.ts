import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseNeoXConfig } from "../../../models/dolly/config.ts";
import { damagedJson, refused, runs } from "../../fixtures/mutations.ts";

const dolly3b = {
  model_type: "gpt_neox",
  hidden_size: 2560,
  num_attention_heads: 32,
  num_hidden_layers: 32,
  intermediate_size: 10240,
  vocab_size: 50280,
  max_position_embeddings: 2048,
  rotary_pct: 0.25,
  rotary_emb_base: 10000,
  layer_norm_eps: 1e-5,
  hidden_act: "gelu",
  use_parallel_residual: true,
};

describe("config.json", () => {
  it("[M1] gives dolly-v2-3b's shape", () => {
    expect(parseNeoXConfig(dolly3b)).toMatchObject({
      headDim: 80,
      rotaryDim: 20,
      layers: 32,
      ffn: 10240,
      parallelResidual: true,
    });
  });

  it.each([
    [{ model_type: "llama" }, /model of type "llama"; only "gpt_neox"/],
    [{ hidden_act: "relu" }, /activation "relu"/],
    [{ hidden_size: 2561 }, /2561 is not a multiple of num_attention_heads 32/],
    [{ num_hidden_layers: 0 }, /num_hidden_layers is 0/],
    [{ vocab_size: "many" }, /vocab_size is "many"/],
    [{ num_hidden_layers: 1e9 }, /num_hidden_layers is 1000000000; at most 512/],
    [{ rotary_pct: 3 }, /240 rotated dimensions of 80/],
    [{ rope_scaling: { type: "linear" } }, /rope_scaling/],
  ])("[M2] refuses %j, saying why", (change, message) => {
    expect(() => parseNeoXConfig({ ...dolly3b, ...change })).toThrow(message);
  });

  it("[F14] damaged at random is refused in a sentence, or gives sizes that fit each other", async () => {
    let read = 0;
    await fc.assert(
      fc.asyncProperty(damagedJson(dolly3b), async (text) => {
        const config = await refused(() => parseNeoXConfig(JSON.parse(text)));
        if (!config) return;
        read++;
        const { heads, headDim, hidden, rotaryDim, parallelResidual: _, ...sizes } = config;
        expect([heads * headDim, rotaryDim % 2, rotaryDim <= headDim]).toEqual([hidden, 0, true]);
        expect(Object.values(sizes).every((size) => size > 0)).toBe(true);
      }),
      runs(1000),
    );
    expect(read).toBeGreaterThan(20);
  });
});
