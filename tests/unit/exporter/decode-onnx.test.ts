import { describe, expect, it } from "vitest";
import { parseNeoXConfig } from "../../../models/dolly/config.ts";
import { AppError } from "../../../models/errors.ts";
import { decodeModel } from "../../../models/exporter/decode-onnx.ts";
import { planModel } from "../../../models/exporter/gpt-neox.ts";
import { encodeModel, type Graph } from "../../../models/exporter/onnx.ts";
import { Message } from "../../../models/exporter/protobuf.ts";
import { dtypes } from "../../../models/manifest.ts";

function graphOf(dtype: (typeof dtypes)[number], parallelResidual = true): Graph {
  const config = parseNeoXConfig({
    model_type: "gpt_neox",
    hidden_size: 64,
    num_hidden_layers: 4,
    num_attention_heads: 2,
    intermediate_size: 256,
    vocab_size: 96,
    max_position_embeddings: 64,
    rotary_pct: 0.5,
    use_parallel_residual: parallelResidual,
  });
  return planModel(config, dtype, "data").graph;
}

describe("a graph file", () => {
  it.each(dtypes)("[D5] is read back as it was written (%s)", (dtype) => {
    const graph = graphOf(dtype);
    const read = decodeModel(encodeModel(graph));
    // Floats are 32 bits in the file and 64 here.
    const rounded = (value: unknown) =>
      JSON.parse(JSON.stringify(value), (_, part) => (typeof part === "number" ? Math.fround(part) : part));
    expect(rounded(read)).toEqual(rounded(graph));
    expect(encodeModel(read)).toEqual(encodeModel(graph));
  });

  it("[D5] of a newer version is refused with both versions", () => {
    const versions = (format: number, operators: number) => {
      const set = new Message();
      set.text(1, "");
      set.int(2, operators);
      const model = new Message();
      model.int(1, format);
      model.message(7, new Message());
      model.message(8, set);
      return () => decodeModel(model.bytes());
    };
    expect(versions(11, 20)).toThrow(/version 11 of the format and this version of the page reads up to 10/);
    expect(versions(10, 23)).toThrow(/version 23 of the ONNX operators and this version of the page reads up to 20/);
  });

  it("[D5] that is damaged is refused, whatever the damage", () => {
    const whole = encodeModel(graphOf("q4"));
    let refused = 0;
    for (let step = 0; step < 400; step++) {
      const damaged = whole.slice(0, step % 3 === 0 ? Math.floor((whole.length * step) / 400) : whole.length);
      const at = (step * 7919) % whole.length;
      if (at < damaged.length) damaged[at] = damaged[at]! ^ (1 << (step % 8));
      try {
        decodeModel(damaged);
      } catch (error) {
        expect(error).toBeInstanceOf(AppError);
        refused++;
      }
    }
    expect(refused).toBeGreaterThan(150);
  });
});
