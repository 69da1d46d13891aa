import { expect, it } from "vitest";
import { AppError } from "../../../models/errors.ts";
import { type ByteSource, memorySource } from "../../../models/exporter/bytes.ts";
import { readSafetensors } from "../../../models/exporter/safetensors.ts";
import { readTorch } from "../../../models/exporter/torch.ts";
import { randomCheckpoint, smallCheckpoint } from "../../fixtures/random-checkpoint.ts";
import { statePickle, zip } from "../../fixtures/torch-file.ts";

const torchFile = (zip64: boolean) => {
  const shape = { storage: "FloatStorage", storageElements: 6, shape: [2, 3], strides: [3, 1] };
  const tensors = ["a", "b", "c"].map((name, key) => ({ ...shape, name, key: String(key) }));
  const data = tensors.map(({ key }) => ({ name: `m/data/${key}`, bytes: new Uint8Array(24) }));
  return zip([{ name: "m/data.pkl", bytes: statePickle(tensors) }, ...data], zip64);
};

/** Numerical Recipes' ranqd1: the same damage each time. */
function integers(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

it.each<[string, Uint8Array, (source: ByteSource) => Promise<unknown>]>([
  ["safetensors", randomCheckpoint(smallCheckpoint).get("model.safetensors")!, readSafetensors],
  ["torch", torchFile(false), readTorch],
  ["torch, zip64", torchFile(true), readTorch],
])("[F12] a damaged file is read or refused in a sentence, never anything else (%s)", async (_, whole, read) => {
  const below = integers(7);
  const outcomes = { read: 0, refused: 0 };
  for (let round = 0; round < 1500; round++) {
    const bytes = whole.slice(0, below(10) === 0 ? below(whole.length) : whole.length);
    const headerBytes = Math.min(bytes.length, 3000);
    for (let change = below(4); change >= 0 && headerBytes > 0; change--) bytes[below(headerBytes)] = below(256);
    try {
      await read(memorySource("x", bytes));
      outcomes.read++;
    } catch (error) {
      if (!(error instanceof AppError) || error.code === "internal") throw error;
      outcomes.refused++;
    }
  }
  expect(outcomes.refused).toBeGreaterThan(100);
});
