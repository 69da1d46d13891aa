import { describe, expect, it } from "vitest";
import { ModelMemory } from "../../../../workers/engine/processor/memory.ts";

describe("the memory of a model on the processor", () => {
  it.each([true, false])("[G36] refused, is told with how much was asked for, shared %s", (shared) => {
    const refused = () => new ModelMemory(5e9, 6e9, shared);
    expect(refused).toThrow(expect.objectContaining({ code: "out-of-memory" }));
    expect(refused).toThrow(/refused 5\.00 GB of memory for the model, with room for 6\.00 GB/);
  });
});
